CREATE TABLE `plan` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`hash` text NOT NULL,
	`body` text NOT NULL,
	`run_id` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `plan_expires` ON `plan` (`expires_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `plan_run` ON `plan` (`run_id`);