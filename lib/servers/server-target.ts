import type { CreateServerInput } from '@/lib/model/server';
import type { ServerTarget } from '@/lib/store/ports';

/** What an operator typed, as something to connect to; nothing is stored. */
export function targetFromInput(input: CreateServerInput): ServerTarget {
  const { name, driver, host, port, database, maintenanceDatabase, username, password, tls, maxConnections } = input;
  return {
    id: null,
    name,
    driver,
    host,
    port,
    directHost: input.directHost ?? null,
    directPort: input.directPort ?? null,
    database,
    maintenanceDatabase,
    username,
    password,
    tls,
    maxConnections,
  };
}

/** A stored server with the fields that were edited laid over it; the stored password unless a new one was typed. */
export function targetWithEdits(stored: ServerTarget, edits: Partial<Omit<ServerTarget, 'id'>>): ServerTarget {
  const given = Object.fromEntries(Object.entries(edits).filter(([, value]) => value !== undefined));
  return { ...stored, ...given };
}
