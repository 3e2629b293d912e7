CREATE TABLE "tenantry"."plan" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"hash" text NOT NULL,
	"body" text NOT NULL,
	"run_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "plan_expires" ON "tenantry"."plan" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "plan_run" ON "tenantry"."plan" USING btree ("run_id");