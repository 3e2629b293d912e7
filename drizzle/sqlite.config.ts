import { defineConfig } from 'drizzle-kit';

/** Migrations of the console's records in a libSQL file. */
export default defineConfig({ dialect: 'sqlite', schema: './drizzle/schema/sqlite.ts', out: './drizzle/migrations/sqlite' });
