import { AppError } from '@/lib/errors';
import { mongo } from './adapters/mongo';
import { mysql } from './adapters/mysql';
import { noop } from './adapters/noop';
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
  driver: string;
  open(context: AdapterContext): OpenAdapter;
}

/** A new engine is a folder in `adapters/` and one entry here. */
const MAKERS: readonly AdapterMaker[] = [postgres, mysql, sqlite, mongo, noop];

export interface Registry {
  /** @throws AppError `unknown_driver` with the known ones. */
  get(driver: string): OpenAdapter;
  all(): OpenAdapter[];
}

/**
 * Opens every adapter; none connects yet.
 * @param more adapters besides the product's own.
 * @throws Error when two have one name.
 */
export function openRegistry(context: AdapterContext, more: readonly AdapterMaker[] = []): Registry {
  const adapters = new Map<string, OpenAdapter>();
  for (const maker of [...MAKERS, ...more]) {
    if (adapters.has(maker.driver)) throw new Error(`two adapters are called ${maker.driver}`);
    adapters.set(maker.driver, maker.open(context));
  }
  return {
    get(driver) {
      const found = adapters.get(driver);
      if (!found) throw new AppError('unknown_driver', { params: { driver, known: [...adapters.keys()].join(', ') } });
      return found;
    },
    all: () => [...adapters.values()],
  };
}
