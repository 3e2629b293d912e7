import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** Waits until the server answers, then creates the databases that are not there yet. */
export async function ensureDatabases(dsn: string, databases: readonly string[], withinMs: number, alive: () => boolean): Promise<void> {
  const client = await connectWhenReady(dsn, Date.now() + withinMs, alive);
  try {
    for (const name of databases) {
      const { rowCount } = await client.query('SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1', [name]);
      if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    }
  } finally {
    await client.end();
  }
}

async function connectWhenReady(dsn: string, deadline: number, alive: () => boolean): Promise<pg.Client> {
  for (;;) {
    const client = new pg.Client({ connectionString: dsn, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!alive() || Date.now() > deadline) throw error;
      await delay(30);
    }
  }
}
