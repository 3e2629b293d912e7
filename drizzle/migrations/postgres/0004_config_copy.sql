CREATE TABLE "tenantry"."config_change" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"entry_id" text NOT NULL,
	"path" text NOT NULL,
	"sha256" text,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"copied_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenantry"."config_file" (
	"path" text PRIMARY KEY NOT NULL,
	"content" text NOT NULL,
	"encoding" text NOT NULL,
	"sha256" text NOT NULL,
	"version" bigint NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenantry"."installation" (
	"row" integer PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"host" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"compared_at" timestamp (3) with time zone,
	"differences" integer NOT NULL,
	"differed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE UNIQUE INDEX "config_change_entry" ON "tenantry"."config_change" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "config_change_path" ON "tenantry"."config_change" USING btree ("path","seq");