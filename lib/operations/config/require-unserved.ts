import { AppError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';

/** @throws AppError `capability_unsupported` without a global database; `invalid_state` where a console serves this `FS_ROOT`. */
export function requireUnserved(runtime: Pick<Runtime, 'configCopy' | 'role'>): void {
  if (!runtime.configCopy) throw new AppError('capability_unsupported', { params: { capability: 'globalSync' } });
  if (runtime.role !== 'cli') throw new AppError('invalid_state', { params: { state: 'served' } });
}
