import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { fieldDefinitionSchema, type FieldChange, type FieldDefinition, type FieldPlan } from '@/lib/model/field';
import type { FieldCatalog } from '@/lib/store';
import { placeOfTenant, requireTenant, workedBy, type FieldDeps, type FieldPlace } from './deps';
import { findDrift } from './drift';
import { buildPlan } from './plan';
import { planHash } from './plan-hash';
import { resolveChanges } from './resolve-changes';
import { wantedColumns } from './wanted';

const KEPT_MS = 24 * 3_600_000;

/** What of a plan is kept: enough to apply exactly it. */
export const planBodySchema = z.object({
  /** Definitions as the changes leave them. */
  next: z.array(fieldDefinitionSchema),
  /** Version of the file that they were made from. */
  baseVersion: z.string(),
  confirm: z.array(z.string()),
});
export type PlanBody = z.infer<typeof planBodySchema>;

/** Plans changes and keeps the plan for 24 h. Changes nothing. @throws AppError `validation_failed`, `tenant_not_found`, `tenant_not_ready` */
export async function makePlan(runtime: FieldDeps, slug: string, changes: readonly FieldChange[]): Promise<FieldPlan> {
  const tenant = await requireTenant(runtime, slug);
  const planId = randomUUID();
  const { fields, version } = await runtime.store.config.fields(slug).list();
  const place = await placeOfTenant(runtime, tenant);
  const catalog = place ? await place.columns.introspect(place.target) : null;
  const drift = place && catalog ? findDrift(fields, catalog, place.columns) : [];
  const next = resolveChanges(fields, changes, { planId, newId: randomUUID, drift });
  const hash = planHash(fields, catalog);
  const plan = await lookAndBuild(place, catalog, next, planId);
  const body: PlanBody = { next, baseVersion: version, confirm: plan.confirm };
  await runtime.records.plans.prune();
  const kept = await runtime.records.plans.create({ id: planId, tenantId: tenant.id, hash, body, ttlMs: KEPT_MS });
  return { planId, hash, ...plan, expiresAt: kept.expiresAt };
}

/** Looks at the data, and says what would be done. */
export async function lookAndBuild(place: FieldPlace | null, catalog: FieldCatalog | null, next: readonly FieldDefinition[], planId: string): Promise<Omit<FieldPlan, 'planId' | 'hash' | 'expiresAt'>> {
  if (!place || !catalog) return buildPlan({ next, planId, catalog: null, steps: [], findings: [], maxColumns: 0 });
  const { columns, target } = place;
  const wanted = wantedColumns(next.filter(workedBy(planId)));
  const findings = await columns.probe(target, wanted, catalog);
  return buildPlan({ next, planId, catalog, steps: columns.steps(target, wanted, catalog), findings, maxColumns: columns.maxColumns });
}
