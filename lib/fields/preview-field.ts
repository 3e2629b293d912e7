import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import type { FieldDecision, FieldDefinition, FieldPreview } from '@/lib/model/field';
import { checkDecision } from './check-decision';
import { placeOfTenant, requireTenant, type FieldDeps } from './deps';
import { wantedColumn } from './wanted';

/**
 * What a new field would be on a tenant's engine: asked while somebody types, so it looks at the
 * table's catalog and neither at its data nor keeps anything, as a plan does.
 * @throws AppError `validation_failed` with paths below `field`; `tenant_not_found`, `tenant_not_ready`
 */
export async function previewField(runtime: FieldDeps, slug: string, decision: FieldDecision): Promise<FieldPreview> {
  const tenant = await requireTenant(runtime, slug);
  const issues = checkDecision(decision);
  if (issues.length > 0) throw new AppError('validation_failed', { issues: issues.map((issue) => ({ ...issue, path: `field.${issue.path}` })) });
  const place = await placeOfTenant(runtime, tenant);
  if (!place) return { columnType: null, sql: null };
  const { columns, target } = place;
  const field: FieldDefinition = { ...decision, id: randomUUID(), column: decision.name, state: 'pending', hiddenUntil: null, work: null, problem: null };
  const wanted = wantedColumn(field);
  const [first] = columns.steps(target, [wanted], await columns.introspect(target));
  return { columnType: columns.columnType(wanted.storage), sql: first?.statements.join(';\n') ?? null };
}
