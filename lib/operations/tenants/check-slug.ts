import { z } from 'zod';
import { slugProblem } from '@/lib/model/slug';
import { defineOperation } from '../define-operation';

export const checkSlug = defineOperation({
  name: 'tenants.checkSlug',
  kind: 'read',
  permission: 'tenants:create',
  summary: 'Tell whether a slug is well formed and free',
  input: z.object({ slug: z.string().max(200) }),
  output: z.object({ available: z.boolean(), problem: z.string().nullable() }),
  errors: [],
  rest: { method: 'GET', path: '/tenant-slugs/{slug}' },
  handler: async ({ slug }, { runtime }) => {
    const problem = slugProblem(slug);
    if (problem) return { available: false, problem };
    const taken = await runtime.store.config.tenants.isTaken(slug);
    return { available: !taken, problem: taken ? 'slugTaken' : null };
  },
});
