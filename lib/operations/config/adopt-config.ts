import { z } from 'zod';
import { takeOver } from '@/lib/config-copy/installation';
import { defineOperation } from '../define-operation';
import { requireUnserved } from './require-unserved';

export const adoptConfig = defineOperation({
  name: 'config.adopt',
  kind: 'write',
  permission: 'system:manage',
  summary: 'Let this FS_ROOT take the place of the one the global database belongs to (command line only, while no console runs)',
  input: z.object({}),
  output: z.object({ installation: z.string() }),
  errors: ['capability_unsupported', 'invalid_state', 'server_unreachable'],
  rest: { method: 'POST', path: '/config/adopt' },
  target: () => ({ type: 'system', id: 'config' }),
  handler: async (_input, { runtime, audit }) => {
    requireUnserved(runtime);
    const former = await runtime.records.configCopy.installation();
    const installation = await takeOver(runtime.records.configCopy, runtime.env.fsRoot);
    audit.changes([{ path: 'installation', before: former?.id ?? null, after: installation }]);
    return { installation };
  },
});
