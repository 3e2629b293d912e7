import { z } from 'zod';
import { restoreFiles } from '@/lib/config-copy/restore';
import { defineOperation } from '../define-operation';
import { requireUnserved } from './require-unserved';

export const restoreConfig = defineOperation({
  name: 'config.restore',
  kind: 'write',
  permission: 'system:manage',
  summary: 'Rebuild an empty FS_ROOT from the global database (command line only, while no console runs)',
  example: { fromGlobalDb: true },
  input: z.object({ fromGlobalDb: z.literal(true).describe('Said aloud, so that nobody restores by accident') }),
  output: z.object({ files: z.number().int(), installation: z.string() }),
  errors: ['capability_unsupported', 'invalid_state', 'not_found', 'server_unreachable'],
  rest: { method: 'POST', path: '/config/restore' },
  target: () => ({ type: 'system', id: 'config' }),
  handler: async (_input, { runtime, audit }) => {
    requireUnserved(runtime);
    const restored = await restoreFiles(runtime.records.configCopy, runtime.env.fsRoot);
    audit.changes([{ path: 'installation', before: null, after: restored.installation }, { path: 'files', before: null, after: restored.files }]);
    return restored;
  },
});
