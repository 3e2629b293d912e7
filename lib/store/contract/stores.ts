import { describe } from 'vitest';
import { storesUnderTest } from '@/lib/env';

/** `describe` for one engine's suites; where `STORES` names others they are skipped, and it says so. */
export function describeStore(driver: string): typeof describe | typeof describe.skip {
  const wanted = storesUnderTest();
  if (wanted === null || wanted.includes(driver)) return describe;
  process.stderr.write(`contract suites of ${driver} skipped: STORES names ${wanted.join(', ')}\n`);
  return describe.skip;
}
