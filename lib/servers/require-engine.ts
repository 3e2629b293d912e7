import { AppError } from '@/lib/errors';
import type { DatabaseAdapter, Store } from '@/lib/store/ports';

/** @throws AppError `unknown_driver`; `capability_unsupported` for an engine that is known and can keep no tenants yet. */
export function requireEngine(store: Pick<Store, 'adapter'>, driver: string): DatabaseAdapter {
  const adapter = store.adapter(driver);
  if (!adapter.capabilities.tenants) throw new AppError('capability_unsupported', { params: { capability: 'engine', driver } });
  return adapter;
}
