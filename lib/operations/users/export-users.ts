import { CSV_TYPE, exportUsersInputSchema, NDJSON_TYPE } from '@/lib/model/user-file';
import { userFiltersOf } from '@/lib/model/user';
import { tenantData } from '@/lib/tenants/tenant-data';
import { exportUsers as exportFile } from '@/lib/users/files/export-users';
import { defineOperation } from '../define-operation';
import { streamAnswerSchema, streamOf } from '../stream-answer';
import { DATA_PLANE_ERRORS } from './user-errors';

export const exportUsers = defineOperation({
  name: 'users.export',
  kind: 'stream',
  permission: 'users:read',
  summary: 'Export users as CSV or NDJSON, filtered and sorted as a list is; sent while it is read',
  example: { slug: 'acme', filter: { department: 'Engineering' }, columns: 'email,name,department' },
  input: exportUsersInputSchema,
  output: streamAnswerSchema,
  errors: DATA_PLANE_ERRORS,
  rest: { method: 'GET', path: '/tenants/{slug}/users/export', answers: [CSV_TYPE, NDJSON_TYPE] },
  absentFrom: { action: 'a file is no answer of a form', rpc: 'a browser downloads it from /files, to disk' },
  target: ({ slug }) => ({ type: 'users', id: slug, tenant: slug }),
  tenant: ({ slug }) => slug,
  handler: async ({ slug, filter, format, columns, bom, ...query }, { runtime, audit }) => {
    const { access } = await tenantData(runtime.store, slug, 'users');
    const fields = await runtime.store.config.fields(slug).current();
    let rows = 0;
    const chunks = await exportFile(access.users, fields, { query: { ...query, filters: userFiltersOf(filter) }, format, columns, bom }, (more) => {
      rows += more;
      // What has left by then is told, however it ends.
      audit.changes([
        { path: 'rows', before: null, after: rows },
        { path: 'format', before: null, after: format },
        { path: 'columns', before: null, after: columns?.join(', ') ?? null },
      ]);
    });
    const day = new Date().toISOString().slice(0, 10);
    return { contentType: `${format === 'csv' ? CSV_TYPE : NDJSON_TYPE}; charset=utf-8`, fileName: `users-${slug}-${day}.${format}`, body: streamOf(chunks) };
  },
});
