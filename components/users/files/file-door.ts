import type { z } from 'zod';
import type { ActionProblem, ActionResult } from '@/components/form/action';
import { CSRF_HEADER } from '@/lib/doors/rpc/csrf';
import type { userListInputSchema } from '@/lib/model/user';
import type { ImportMode, importAnswerSchema } from '@/lib/model/user-file';

type ListInput = z.input<typeof userListInputSchema>;

/** Where the users that a list shows are downloaded from: its search, filters and order. */
export function exportHref({ slug, filter = {}, q, sort }: ListInput, options: { format: 'csv' | 'ndjson'; bom?: boolean; columns?: readonly string[] }): string {
  const query = new URLSearchParams({ format: options.format, ...(options.bom && { bom: 'true' }), ...(options.columns && { columns: options.columns.join(',') }), ...(q && { q }), ...(sort && { sort }) });
  for (const [field, asked] of Object.entries(filter)) {
    if (typeof asked === 'object' && !Array.isArray(asked)) for (const [operator, value] of Object.entries(asked)) query.set(`filter[${field}][${operator}]`, String(value));
  }
  return `/files/tenants/${slug}/users/export?${query.toString()}`;
}

export const rejectedHref = (slug: string, id: string): string => `/files/tenants/${slug}/users/imports/${id}/rejected`;

/** Sends a file to be checked or imported; the browser reads it while it sends. */
export async function sendFile(slug: string, file: File, request: { mode: ImportMode; mapping: Record<string, string> | null; dryRun: boolean }): Promise<ActionResult<z.output<typeof importAnswerSchema>>> {
  const query = new URLSearchParams({ mode: request.mode, dryRun: String(request.dryRun) });
  for (const [column, heading] of Object.entries(request.mapping ?? {})) query.set(`mapping[${column}]`, heading);
  const type = /\.(ndjson|jsonl)$/i.test(file.name) ? 'application/x-ndjson' : 'text/csv';
  const response = await fetch(`/files/tenants/${slug}/users/import?${query.toString()}`, { method: 'POST', body: file, headers: { 'content-type': type, [CSRF_HEADER]: '1' } });
  const answer: unknown = await response.json();
  if (response.ok) return { ok: true, data: answer as z.output<typeof importAnswerSchema> };
  return { ok: false, error: { ...(answer as ActionProblem), errors: (answer as Partial<ActionProblem>).errors ?? [] } };
}
