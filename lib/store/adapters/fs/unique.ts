import type { z } from 'zod';

/** Reports the second and later items with the same key, at that field of that item. */
export function refineUnique<T>(ctx: z.RefinementCtx, path: readonly (string | number)[], items: readonly T[], field: string, keyOf: (item: T) => string): void {
  const seen = new Set<string>();
  items.forEach((item, position) => {
    const key = keyOf(item);
    if (seen.has(key)) ctx.addIssue({ code: 'custom', path: [...path, position, field], message: 'used twice' });
    seen.add(key);
  });
}
