import { exportAudit as exportFile } from '@/lib/audit/export-audit';
import { exportAuditInputSchema } from '@/lib/model/audit';
import { CSV_TYPE, NDJSON_TYPE } from '@/lib/model/user-file';
import { defineOperation } from '../define-operation';
import { streamAnswerSchema, streamOf } from '../stream-answer';

export const exportAudit = defineOperation({
  name: 'audit.export',
  kind: 'stream',
  permission: 'audit:read',
  summary: 'Export audit events as CSV or NDJSON, filtered as the list is, newest first; sent while they are read',
  example: { tenant: 'acme', action: 'users.delete', format: 'ndjson' },
  input: exportAuditInputSchema,
  output: streamAnswerSchema,
  errors: ['tenant_not_found', 'server_unreachable'],
  rest: { method: 'GET', path: '/audit/export', answers: [CSV_TYPE, NDJSON_TYPE] },
  absentFrom: { action: 'a file is no answer of a form', rpc: 'a browser downloads it from /files, to disk' },
  target: ({ tenant }) => ({ type: 'audit', id: tenant ?? 'all', ...(tenant !== undefined && { tenant }) }),
  tenant: ({ tenant }) => tenant ?? null,
  handler: async ({ format, bom, ...filter }, { runtime, principal, audit }) => {
    let rows = 0;
    const narrowed = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [{ path: `filter.${name}`, before: null, after: value }]));
    const chunks = await exportFile(runtime.records.audit, { filter: { ...filter, tenants: principal.tenants ?? undefined }, format, bom }, (more) => {
      rows += more;
      // What has left by then is told, however it ends.
      audit.changes([{ path: 'rows', before: null, after: rows }, { path: 'format', before: null, after: format }, ...narrowed]);
    });
    const day = new Date().toISOString().slice(0, 10);
    return { contentType: `${format === 'csv' ? CSV_TYPE : NDJSON_TYPE}; charset=utf-8`, fileName: `audit-${filter.tenant === undefined ? '' : `${filter.tenant.replace(/[^\w.-]/g, '_')}-`}${day}.${format}`, body: streamOf(chunks) };
  },
});
