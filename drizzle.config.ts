import { defineConfig } from 'drizzle-kit';

/** Migrations of the console's records on Postgres; `drizzle/sqlite.config.ts` has those on libSQL. */
export default defineConfig({ dialect: 'postgresql', schema: './drizzle/schema/postgres.ts', out: './drizzle/migrations/postgres' });
