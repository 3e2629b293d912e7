CREATE TABLE `api_token` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`tenants` text NOT NULL,
	`hash` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_token_hash` ON `api_token` (`hash`);--> statement-breakpoint
CREATE TABLE `attempt_limit` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`ends_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `attempt_limit_ends` ON `attempt_limit` (`ends_at`);--> statement-breakpoint
CREATE TABLE `audit_event` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`intent_id` text NOT NULL,
	`at` integer NOT NULL,
	`actor_type` text NOT NULL,
	`actor_id` text NOT NULL,
	`actor_name` text NOT NULL,
	`door` text NOT NULL,
	`action` text NOT NULL,
	`target_type` text NOT NULL,
	`target_id` text NOT NULL,
	`target_tenant` text,
	`changes` text NOT NULL,
	`success` integer,
	`error` text,
	`ip` text,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_event_id` ON `audit_event` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `audit_event_intent` ON `audit_event` (`intent_id`,`kind`);--> statement-breakpoint
CREATE INDEX `audit_event_tenant` ON `audit_event` (`target_tenant`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_event_actor` ON `audit_event` (`actor_id`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_event_action` ON `audit_event` (`action`,`seq`);--> statement-breakpoint
CREATE TABLE `audit_head` (
	`id` integer PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `console_session` (
	`id` text PRIMARY KEY NOT NULL,
	`admin_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	`ip` text,
	`user_agent` text
);
--> statement-breakpoint
CREATE INDEX `console_session_admin` ON `console_session` (`admin_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `health_sample` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`server_id` text NOT NULL,
	`at` integer NOT NULL,
	`status` text NOT NULL,
	`latency_ms` real,
	`used` integer,
	`max` integer,
	`ours` integer
);
--> statement-breakpoint
CREATE INDEX `health_sample_server` ON `health_sample` (`server_id`,`at`);--> statement-breakpoint
CREATE INDEX `health_sample_at` ON `health_sample` (`at`);--> statement-breakpoint
CREATE TABLE `lease` (
	`name` text PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`fence` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `live_event` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`tenant` text,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `live_event_at` ON `live_event` (`at`);--> statement-breakpoint
CREATE TABLE `one_time_token` (
	`purpose` text NOT NULL,
	`hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	PRIMARY KEY(`purpose`, `hash`)
);
--> statement-breakpoint
CREATE TABLE `run` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`tenant` text,
	`params` text NOT NULL,
	`unique_key` text,
	`live_key` text,
	`attempts` integer NOT NULL,
	`error` text,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer,
	`next_attempt_at` integer,
	`claim` integer NOT NULL,
	`owner` text,
	`lease_until` integer,
	`cancel_requested` integer NOT NULL,
	`pause_requested` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `run_live_key` ON `run` (`live_key`);--> statement-breakpoint
CREATE INDEX `run_due` ON `run` (`status`,`next_attempt_at`);--> statement-breakpoint
CREATE INDEX `run_created` ON `run` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `run_tenant` ON `run` (`tenant`,`kind`,`created_at`);--> statement-breakpoint
CREATE TABLE `run_step` (
	`run_id` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`attempts` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer,
	`duration_ms` real,
	`error` text,
	PRIMARY KEY(`run_id`, `position`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `run_step_name` ON `run_step` (`run_id`,`name`);--> statement-breakpoint
CREATE TABLE `server_health` (
	`server_id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`reason` text NOT NULL,
	`since` integer NOT NULL,
	`latency_ms` real,
	`version` text,
	`connections` text,
	`checked_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tenant_database` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`error` text,
	`users_count` integer,
	`bytes` integer,
	`tables` integer,
	`counted_at` integer,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `tenant_database_status` ON `tenant_database` (`status`);