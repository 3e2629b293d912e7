import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { AppError, invalidField, isAppError } from '@/lib/errors';
import { foreignFields, serverConfigSchema, type CreateServerInput, type ServerConfig, type updateServerInputSchema } from '@/lib/model/server';
import type { Runtime } from '@/lib/runtime';
import type { Versioned } from '@/lib/store/ports';
import { assertAddressAllowed } from './address-allowed';
import { requireEngine } from './require-engine';
import { requireEditableServer } from './require-server';

type Deps = Pick<Runtime, 'store' | 'records' | 'secretbox' | 'env'>;
const passwordOwner = (id: string) => `server/${id}/password`;

/**
 * @param privateTo id of the one tenant that may live on it.
 * @throws AppError `unknown_driver`, `capability_unsupported`, `host_denied`, `validation_failed` (`directory`), `conflict` (name taken).
 */
export async function createServer(runtime: Deps, input: CreateServerInput, privateTo: string | null = null): Promise<Versioned<ServerConfig>> {
  requireEngine(runtime.store, input.driver);
  await assertAddressAllowed(input, runtime.env);
  const id = randomUUID();
  const now = new Date().toISOString();
  const { password, ...rest } = input;
  const server = serverConfigSchema.parse({
    ...rest,
    id,
    privateTo,
    passwordSealed: password ? runtime.secretbox.seal(password, passwordOwner(id)) : null,
    createdAt: now,
    updatedAt: now,
  });
  const created = await runtime.store.config.servers.create(server);
  await announce(runtime, id);
  return created;
}

/** Changes a server and drains its pools, so that what is new is used without a restart. @throws AppError `not_found`, `invalid_state`, `precondition_failed`, `host_denied`. */
export async function updateServer(runtime: Deps, edits: z.output<typeof updateServerInputSchema>, ifMatch: string): Promise<{ before: ServerConfig; after: ServerConfig }> {
  const { id, password, ...rest } = edits;
  const before = await requireEditableServer(runtime, id);
  const [foreign] = foreignFields(before.driver, edits);
  if (foreign) throw invalidField(foreign, 'notForEngine');
  if (before.privateTo !== null && edits.isDefault) throw invalidField('isDefault', 'serverPrivate');
  await assertAddressAllowed(rest, runtime.env);
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const after = await runtime.store.config.servers.update(id, ifMatch, (server) =>
    serverConfigSchema.parse({
      ...server,
      ...given,
      passwordSealed: password === undefined ? server.passwordSealed : password === '' ? null : runtime.secretbox.seal(password, passwordOwner(id)),
      updatedAt: new Date().toISOString(),
    }),
  );
  await runtime.store.forget({ serverId: id });
  await announce(runtime, id);
  return { before, after };
}

/** @throws AppError `in_use` naming how many tenants live on it, `not_found`, `invalid_state`, `precondition_failed`. */
export async function deleteServer(runtime: Deps, id: string, ifMatch: string): Promise<ServerConfig> {
  const server = await requireEditableServer(runtime, id);
  const tenants = (await runtime.store.config.tenants.count()).byServer[id] ?? 0;
  if (tenants > 0) throw new AppError('in_use', { params: { what: server.name, count: tenants } });
  await runtime.store.config.servers.remove(id, ifMatch);
  await runtime.store.forget({ serverId: id });
  // Samples of a server that is gone are only waste; the records being out of reach is no reason to keep the server.
  await runtime.records.health.remove(id).catch((error: unknown) => {
    if (!isAppError(error, 'server_unreachable')) throw error;
  });
  await announce(runtime, id);
  return server;
}

/** Stops or lets in new tenants; those that are there are left alone. */
export async function setCordoned(runtime: Deps, id: string, cordoned: boolean): Promise<void> {
  await requireEditableServer(runtime, id);
  await runtime.store.config.servers.update(id, '*', (server) => ({ ...server, cordoned, updatedAt: new Date().toISOString() }));
  await announce(runtime, id);
}

/** Tells the screens. A lost event costs them a look, not the change. */
async function announce(runtime: Deps, serverId: string): Promise<void> {
  await runtime.records.events.publish({ type: 'server', data: { serverId } }).catch(() => undefined);
}
