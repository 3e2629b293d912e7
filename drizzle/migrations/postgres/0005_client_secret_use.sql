CREATE TABLE "tenantry"."client_secret_use" (
	"tenant_id" text NOT NULL,
	"secret_id" text NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "client_secret_use_tenant_id_secret_id_pk" PRIMARY KEY("tenant_id","secret_id")
);
