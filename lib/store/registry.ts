import { AppError } from '@/lib/errors';
import { mysql } from './adapters/mysql';
import { postgres } from './adapters/postgres';
import { sqlite } from './adapters/sqlite';
import type { PoolsOptions } from './pools';
import type { DatabaseAdapter, PoolStatistics, ServerPoolTotals } from './ports';

/** An adapter at work, with what the store needs to look after it. */
export interface OpenAdapter extends DatabaseAdapter {
  /** Credentials or address changed: nothing opened before is used again. */
  drain(serverId: string): Promise<void>;
  statistics(): PoolStatistics[];
  totals(): ServerPoolTotals[];
  close(): Promise<void>;
}

export interface AdapterContext {
  migrationsDir: string;
  /** Folders below which a server may keep its tenants' files; none when absent. */
  fileRoots?: readonly string[];
  pools: PoolsOptions;
}

export interface AdapterMaker {
  driver: OpenAdapter['driver'];
  open(context: AdapterContext): OpenAdapter;
}

/** A new engine is a folder in `adapters/` and one entry here. */
const MAKERS: readonly AdapterMaker[] = [postgres, mysql, sqlite];

export interface Registry {
  /** @throws AppError `unknown_driver` with the known ones. */
  get(driver: string): OpenAdapter;
  all(): OpenAdapter[];
}

/** Opens every adapter; none connects yet. */
export function openRegistry(context: AdapterContext, makers: readonly AdapterMaker[] = MAKERS): Registry {
  const adapters = new Map<string, OpenAdapter>(makers.map((maker) => [maker.driver, maker.open(context)]));
  return {
    get(driver) {
      const found = adapters.get(driver);
      if (!found) throw new AppError('unknown_driver', { params: { driver, known: [...adapters.keys()].join(', ') } });
      return found;
    },
    all: () => [...adapters.values()],
  };
}
