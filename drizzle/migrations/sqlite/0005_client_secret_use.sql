CREATE TABLE `client_secret_use` (
	`tenant_id` text NOT NULL,
	`secret_id` text NOT NULL,
	`last_used_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `secret_id`)
);
