CREATE TABLE "tenantry"."idempotency_key" (
	"key" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"request" text NOT NULL,
	"answer" text,
	"locked_until" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "idempotency_key_expires" ON "tenantry"."idempotency_key" USING btree ("expires_at");