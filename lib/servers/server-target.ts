import { randomUUID } from 'node:crypto';
import { serverConfigSchema, type CreateServerInput } from '@/lib/model/server';
import { connectionOf, type ServerTarget } from '@/lib/store';

/** What an operator typed, as something to connect to; nothing is stored. */
export function targetFromInput({ password = '', ...input }: CreateServerInput): ServerTarget {
  const now = new Date().toISOString();
  const server = serverConfigSchema.parse({ ...input, id: randomUUID(), createdAt: now, updatedAt: now });
  return { ...connectionOf(server), id: null, password };
}

/** A stored server with the fields that were edited laid over it; the stored password unless a new one was typed. */
export function targetWithEdits(stored: ServerTarget, edits: Partial<Omit<ServerTarget, 'id'>>): ServerTarget {
  const given = Object.fromEntries(Object.entries(edits).filter(([, value]) => value !== undefined));
  return { ...stored, ...given };
}
