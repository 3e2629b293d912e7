import { z } from 'zod';
import { CSV_TYPE, importStatusSchema, NDJSON_TYPE } from '@/lib/model/user-file';
import { AppError } from '@/lib/errors';
import { importStatus, requireImport } from '@/lib/users/files/begin-import';
import { defineOperation } from '../define-operation';
import { streamAnswerSchema, streamOf } from '../stream-answer';

const refSchema = z.object({ slug: z.string(), id: z.string().describe('Id of the import') });

export const getImportStatus = defineOperation({
  name: 'users.importStatus',
  kind: 'read',
  permission: 'users:read',
  summary: 'How far an import of users is, and what became of its rows',
  input: refSchema,
  output: importStatusSchema,
  errors: ['tenant_not_found', 'not_found'],
  rest: { method: 'GET', path: '/tenants/{slug}/users/imports/{id}' },
  tenant: ({ slug }) => slug,
  handler: ({ slug, id }, { runtime }) => importStatus(runtime, slug, id),
});

export const getRejectedRows = defineOperation({
  name: 'users.importRejected',
  kind: 'stream',
  permission: 'users:write',
  summary: 'The rows that an import refused, as they came, each with the reason; kept for a week',
  input: refSchema,
  output: streamAnswerSchema,
  errors: ['tenant_not_found', 'not_found'],
  rest: { method: 'GET', path: '/tenants/{slug}/users/imports/{id}/rejected', answers: [CSV_TYPE, NDJSON_TYPE] },
  absentFrom: { action: 'a file is no answer of a form', rpc: 'a browser downloads it from /files, to disk' },
  target: ({ slug, id }) => ({ type: 'import', id, tenant: slug }),
  tenant: ({ slug }) => slug,
  handler: async ({ slug, id }, { runtime }) => {
    const { folder, meta } = await requireImport(runtime, slug, id);
    if (!(await importStatus(runtime, slug, id)).hasRejected) throw new AppError('not_found', { params: { what: 'file', id } });
    return { contentType: `${meta.contentType}; charset=utf-8`, fileName: `refused-${slug}.${meta.contentType === NDJSON_TYPE ? 'ndjson' : 'csv'}`, body: streamOf(folder.rejected()) };
  },
});
