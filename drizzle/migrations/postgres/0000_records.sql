CREATE SCHEMA IF NOT EXISTS "tenantry";
--> statement-breakpoint
CREATE TABLE "tenantry"."api_token" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"tenants" text NOT NULL,
	"hash" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "tenantry"."attempt_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenantry"."audit_event" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"intent_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"door" text NOT NULL,
	"action" text NOT NULL,
	"target_type" text NOT NULL,
	"target_id" text NOT NULL,
	"target_tenant" text,
	"changes" text NOT NULL,
	"success" boolean,
	"error" text,
	"ip" text,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenantry"."audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"count" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenantry"."console_session" (
	"id" text PRIMARY KEY NOT NULL,
	"admin_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"ip" text,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "tenantry"."health_sample" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"server_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"latency_ms" double precision,
	"used" integer,
	"max" integer,
	"ours" integer
);
--> statement-breakpoint
CREATE TABLE "tenantry"."lease" (
	"name" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"fence" bigint NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenantry"."live_event" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"type" text NOT NULL,
	"tenant" text,
	"data" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenantry"."one_time_token" (
	"purpose" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "one_time_token_pk" PRIMARY KEY("purpose","hash")
);
--> statement-breakpoint
CREATE TABLE "tenantry"."run" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"tenant" text,
	"params" text NOT NULL,
	"unique_key" text,
	"live_key" text,
	"attempts" integer NOT NULL,
	"error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"next_attempt_at" timestamp (3) with time zone,
	"claim" bigint NOT NULL,
	"owner" text,
	"lease_until" timestamp (3) with time zone,
	"cancel_requested" boolean NOT NULL,
	"pause_requested" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenantry"."run_step" (
	"run_id" text NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"attempts" integer NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"duration_ms" double precision,
	"error" text,
	CONSTRAINT "run_step_pk" PRIMARY KEY("run_id","position")
);
--> statement-breakpoint
CREATE TABLE "tenantry"."server_health" (
	"server_id" text PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"reason" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"latency_ms" double precision,
	"version" text,
	"connections" text,
	"checked_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenantry"."tenant_database" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"error" text,
	"users_count" bigint,
	"bytes" bigint,
	"tables" integer,
	"counted_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "api_token_hash" ON "tenantry"."api_token" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "attempt_limit_ends" ON "tenantry"."attempt_limit" USING btree ("ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_event_id" ON "tenantry"."audit_event" USING btree ("id");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_event_intent" ON "tenantry"."audit_event" USING btree ("intent_id","kind");--> statement-breakpoint
CREATE INDEX "audit_event_tenant" ON "tenantry"."audit_event" USING btree ("target_tenant","seq");--> statement-breakpoint
CREATE INDEX "audit_event_actor" ON "tenantry"."audit_event" USING btree ("actor_id","seq");--> statement-breakpoint
CREATE INDEX "audit_event_action" ON "tenantry"."audit_event" USING btree ("action","seq");--> statement-breakpoint
CREATE INDEX "console_session_admin" ON "tenantry"."console_session" USING btree ("admin_id","created_at");--> statement-breakpoint
CREATE INDEX "health_sample_server" ON "tenantry"."health_sample" USING btree ("server_id","at");--> statement-breakpoint
CREATE INDEX "health_sample_at" ON "tenantry"."health_sample" USING btree ("at");--> statement-breakpoint
CREATE INDEX "live_event_at" ON "tenantry"."live_event" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "run_live_key" ON "tenantry"."run" USING btree ("live_key");--> statement-breakpoint
CREATE INDEX "run_due" ON "tenantry"."run" USING btree ("status","next_attempt_at");--> statement-breakpoint
CREATE INDEX "run_created" ON "tenantry"."run" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "run_tenant" ON "tenantry"."run" USING btree ("tenant","kind","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "run_step_name" ON "tenantry"."run_step" USING btree ("run_id","name");--> statement-breakpoint
CREATE INDEX "tenant_database_status" ON "tenantry"."tenant_database" USING btree ("status");