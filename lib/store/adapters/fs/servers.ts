import { z } from 'zod';
import { AppError, invalidField, isAppError } from '@/lib/errors';
import { type ServerConfig, serverConfigSchema } from '@/lib/model/server';
import type { ServersConfig, Versioned } from '@/lib/store/ports';
import type { ListFile } from './list-file';
import { refineUnique } from './unique';
import { versionOfItem } from './version';

/** `servers/servers.yaml` */
export const serversFileSchema = z.object({ servers: z.array(serverConfigSchema).default([]) }).superRefine(({ servers }, ctx) => {
  refineUnique(ctx, ['servers'], servers, 'id', (server) => server.id);
  refineUnique(ctx, ['servers'], servers, 'name', (server) => server.name.toLowerCase());
  servers.filter((server) => server.isDefault).slice(1).forEach((server) => {
    ctx.addIssue({ code: 'custom', path: ['servers', servers.indexOf(server), 'isDefault'], message: 'a second default server' });
  });
});

const versioned = (server: ServerConfig): Versioned<ServerConfig> => ({ ...structuredClone(server), version: versionOfItem(server) });
/** A server of the file is the same object until the file changed, so its version is reckoned once. */
function versionKeeper(): (server: ServerConfig) => string {
  const versions = new WeakMap<ServerConfig, string>();
  return (server) => {
    const known = versions.get(server) ?? versionOfItem(server);
    versions.set(server, known);
    return known;
  };
}
const withDefault = (servers: ServerConfig[], id: string, isDefault: boolean) =>
  isDefault ? servers.map((server) => (server.id === id || !server.isDefault ? server : { ...server, isDefault: false })) : servers;

/** Database servers: those of the environment, read-only, then those of the file. */
export function createServers(file: ListFile<ServerConfig>, managed: readonly ServerConfig[]): ServersConfig {
  const managedIds = new Set(managed.map((server) => server.id));
  const notDefault = managed.map((server) => (server.isDefault ? { ...server, isDefault: false } : server));
  const keptVersion = versionKeeper();

  async function fileServers(): Promise<readonly ServerConfig[]> {
    return (await file.items()).filter((server) => !managedIds.has(server.id));
  }

  /** The environment's server is the default only until an operator chooses another. */
  function managedAmong(servers: readonly ServerConfig[]): readonly ServerConfig[] {
    return servers.some((server) => server.isDefault) ? notDefault : managed;
  }

  function assertFree(servers: readonly ServerConfig[], server: ServerConfig): void {
    const others = [...managed, ...servers].filter((other) => other.id !== server.id);
    if (others.some((other) => other.name.trim().toLowerCase() === server.name.trim().toLowerCase())) {
      throw new AppError('conflict', { params: { field: 'name' }, issues: [{ path: 'name', message: 'taken' }] });
    }
  }

  function found(servers: readonly ServerConfig[], id: string, expectedVersion: string): ServerConfig {
    if (managedIds.has(id)) throw new AppError('invalid_state', { params: { reason: 'managed' } });
    const server = servers.find((item) => item.id === id);
    if (!server) throw new AppError('not_found', { params: { id } });
    if (expectedVersion !== '*' && expectedVersion !== versionOfItem(server)) throw new AppError('precondition_failed', { params: { id } });
    return server;
  }

  async function all(): Promise<readonly ServerConfig[]> {
    // Broken and never good: the environment's servers still work, and problems() tells the rest.
    const servers = await fileServers().catch((error: unknown) => {
      if (isAppError(error, 'config_invalid')) return [];
      throw error;
    });
    return [...managedAmong(servers), ...servers];
  }

  const find = async (id: string): Promise<ServerConfig | null> =>
    (managedIds.has(id) ? await all() : await fileServers()).find((server) => server.id === id) ?? null;

  return {
    list: async () => (await all()).map(versioned),
    async get(id) {
      const server = await find(id);
      return server && versioned(server);
    },
    async versionOf(id) {
      const server = await find(id);
      return server && keptVersion(server);
    },
    isManaged: (id) => managedIds.has(id),
    async create(server) {
      const written = await file.change((servers) => {
        if (managedIds.has(server.id) || servers.some((item) => item.id === server.id)) throw new AppError('conflict', { params: { field: 'id' } });
        assertFree(servers, server);
        return withDefault([...servers, server], server.id, server.isDefault);
      });
      return versionedById(written, server.id);
    },
    async update(id, expectedVersion, change) {
      const written = await file.change((servers) => {
        const after = change(structuredClone(found(servers, id, expectedVersion)));
        if (after.id !== id) throw invalidField('id', 'immutable');
        assertFree(servers, after);
        return withDefault(servers.map((item) => (item.id === id ? after : item)), id, after.isDefault);
      });
      return versionedById(written, id);
    },
    async remove(id, expectedVersion) {
      await file.change((servers) => {
        const server = found(servers, id, expectedVersion);
        return servers.filter((item) => item !== server);
      });
    },
  };
}

function versionedById(servers: readonly ServerConfig[], id: string): Versioned<ServerConfig> {
  const server = servers.find((item) => item.id === id);
  if (!server) throw new AppError('internal', { cause: new Error('a written server is not in its list') });
  return versioned(server);
}
