import { AppError } from '@/lib/errors';
import type { Server, ServerConfig } from '@/lib/model/server';
import type { Runtime } from '@/lib/runtime';
import type { Versioned } from '@/lib/store/ports';
import { serverViews } from './server-view';

/** @throws AppError `not_found`. */
export async function requireServer(runtime: Pick<Runtime, 'store'>, id: string): Promise<Versioned<ServerConfig>> {
  const server = await runtime.store.config.servers.get(id);
  if (!server) throw new AppError('not_found', { params: { what: 'server', id } });
  return server;
}

/** A server that may be changed. @throws AppError `not_found`, `invalid_state` for one the environment manages. */
export async function requireEditableServer(runtime: Pick<Runtime, 'store'>, id: string): Promise<Versioned<ServerConfig>> {
  const server = await requireServer(runtime, id);
  if (runtime.store.config.servers.isManaged(id)) throw new AppError('invalid_state', { params: { state: 'managed' } });
  return server;
}

/** @throws AppError `not_found`. */
export async function requireServerView(runtime: Pick<Runtime, 'store' | 'records'>, id: string): Promise<Server> {
  const [view] = await serverViews(runtime, [await requireServer(runtime, id)]);
  if (!view) throw new AppError('not_found', { params: { what: 'server', id } });
  return view;
}
