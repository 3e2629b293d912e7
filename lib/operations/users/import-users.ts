import { invalidField } from '@/lib/errors';
import { CSV_TYPE, IMPORT_MAX_BYTES, importAnswerSchema, importUsersInputSchema, NDJSON_TYPE } from '@/lib/model/user-file';
import { tenantData } from '@/lib/tenants/tenant-data';
import { beginImport } from '@/lib/users/files/begin-import';
import { checkImport } from '@/lib/users/files/check-import';
import { atMost } from '@/lib/users/files/read-rows';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from './user-errors';

export const importUsers = defineOperation({
  name: 'users.import',
  kind: 'long',
  permission: 'users:write',
  summary: 'Import users from CSV or NDJSON (at most 100 MiB); or, as a dry run, say what would be done',
  example: { slug: 'acme', mode: 'update', dryRun: true },
  input: importUsersInputSchema,
  output: importAnswerSchema,
  errors: [...DATA_PLANE_ERRORS, 'too_large'],
  rest: { method: 'POST', path: '/tenants/{slug}/users/import', status: 202, accepts: [CSV_TYPE, NDJSON_TYPE] },
  absentFrom: { action: 'a file is larger than what an action takes', rpc: 'a browser sends the file to /files, as a stream' },
  target: ({ slug }) => ({ type: 'users', id: slug, tenant: slug }),
  tenant: ({ slug }) => slug,
  handler: async ({ slug, dryRun, ...request }, { runtime, audit, upload, principal, language }) => {
    if (!upload) throw invalidField('file', 'required');
    const { access } = await tenantData(runtime.store, slug, 'users');
    const told = (path: string, after: unknown) => ({ path, before: null, after });
    if (dryRun) {
      const fields = await runtime.store.config.fields(slug).current();
      const report = await checkImport({ bytes: atMost(upload.body, IMPORT_MAX_BYTES), contentType: upload.contentType }, { users: access.users, fields, request }, language ?? 'en');
      audit.changes([told('dryRun', true), told('mode', request.mode), told('rows', report.rows)]);
      return { runId: null, importId: null, report };
    }
    const actor = { type: principal.type, id: principal.id, name: principal.name };
    const { runId, importId, size } = await beginImport(runtime, slug, { bytes: upload.body, contentType: upload.contentType }, request, actor);
    audit.changes([told('run', runId), told('mode', request.mode), told('bytes', size)]);
    return { runId, importId, report: null };
  },
});
