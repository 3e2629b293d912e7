CREATE TABLE `config_change` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entry_id` text NOT NULL,
	`path` text NOT NULL,
	`sha256` text,
	`changed_at` integer NOT NULL,
	`copied_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `config_change_entry` ON `config_change` (`entry_id`);--> statement-breakpoint
CREATE INDEX `config_change_path` ON `config_change` (`path`,`seq`);--> statement-breakpoint
CREATE TABLE `config_file` (
	`path` text PRIMARY KEY NOT NULL,
	`content` text NOT NULL,
	`encoding` text NOT NULL,
	`sha256` text NOT NULL,
	`version` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `installation` (
	`row` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`host` text NOT NULL,
	`since` integer NOT NULL,
	`compared_at` integer,
	`differences` integer NOT NULL,
	`differed_at` integer
);
