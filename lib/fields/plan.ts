import type { FieldBlocker, FieldDefinition, FieldPlan, FieldPlanStep } from '@/lib/model/field';
import type { FieldCatalog, FieldDdlStep, FieldFinding } from '@/lib/store';
import { decisionOf } from './wanted';

export interface PlanParts {
  /** As the changes leave them. */
  next: readonly FieldDefinition[];
  planId: string;
  /** Null for a tenant without a data plane: nothing is there, nothing is in the way. */
  catalog: FieldCatalog | null;
  steps: readonly FieldDdlStep[];
  findings: readonly FieldFinding[];
  maxColumns: number;
}

/** Rough costs per row, ms, measured on two cores (SPEC 15); they order steps by size, no more. */
const SCAN_MS = 0.0006;
const BUILD_MS = 0.004;
const WRITE_MS = 0.03;
const CATALOG_MS = 5;

/** What a plan shows, from what was looked up. Pure. */
export function buildPlan({ next, planId, catalog, steps, findings, maxColumns }: PlanParts): Omit<FieldPlan, 'planId' | 'hash' | 'expiresAt'> {
  const changed = next.filter((field) => field.work?.planId === planId);
  const byId = new Map(changed.map((field) => [field.id, field]));
  const lossy = new Set(findings.filter((finding) => finding.settled && finding.count > 0).map((finding) => finding.fieldId));
  const destroyed = new Set([...lossy, ...changed.filter((field) => isDropped(field, catalog)).map((field) => field.id)]);
  const shown = steps.map((step) => toStep(step, catalog?.rows ?? 0, destroyed, byId));
  return {
    steps: shown,
    blockers: [...blockersOf(findings, byId), ...catalog ? taken(changed, catalog) : [], ...catalog ? tooMany(steps, catalog, maxColumns) : []],
    destroysData: destroyed.size > 0,
    confirm: changed.filter((field) => destroyed.has(field.id)).map((field) => calledSo(field, field.name)),
  };
}

/** What a person calls it: one that ends has no name of its own, but that of the column it takes along. */
const calledSo = ({ work }: FieldDefinition, name: string): string => (work?.ends ? (work.takes ?? name) : name);

/** Its column goes, or goes out of sight; one that is not there any more has nothing to lose. */
function isDropped(field: FieldDefinition, catalog: FieldCatalog | null): boolean {
  if (field.work?.ends) return field.work.ends === 'drop';
  const isThere = catalog === null || catalog.columns.some((column) => column.fieldId === field.id);
  return field.state !== 'hidden' && decisionOf(field).hidden && isThere;
}

function toStep(step: FieldDdlStep, rows: number, destroyed: ReadonlySet<string>, byId: ReadonlyMap<string, FieldDefinition>): FieldPlanStep {
  const { op, fieldId, statements, lock, rewritesTable, everyRow, how } = step;
  const field = fieldId === null ? undefined : byId.get(fieldId);
  const perRow = step.perRowMs ?? (how === 'batches' ? WRITE_MS : op.startsWith('build_') ? BUILD_MS : SCAN_MS);
  // A choice for values that do not fit destroys only where there are such values.
  const destroysData = (fieldId === null ? destroyed.size > 0 : destroyed.has(fieldId)) && (step.destroysData || op === 'hide_column');
  return {
    op,
    ...(fieldId === null ? {} : { fieldId }),
    ...(field ? { field: calledSo(field, decisionOf(field).name) } : {}),
    sql: statements.join(';\n'),
    lock,
    rewritesTable,
    rows: everyRow ? rows : 0,
    destroysData,
    estimateMs: Math.ceil(CATALOG_MS + (everyRow ? rows * perRow : 0)),
  };
}

function blockersOf(findings: readonly FieldFinding[], byId: ReadonlyMap<string, FieldDefinition>): FieldBlocker[] {
  return findings
    .filter((finding) => !finding.settled)
    .map(({ fieldId, code, count, samples }) => {
      const field = byId.get(fieldId);
      // Personal data is not shown to who may plan but not see users.
      return { fieldId, ...(field ? { field: decisionOf(field).name } : {}), code, count, samples: field?.pii && code !== 'not_checked' ? [] : samples };
    });
}

/** A column of that name which is nobody's field. */
function taken(changed: readonly FieldDefinition[], catalog: FieldCatalog): FieldBlocker[] {
  const moved = new Set(changed.flatMap((field) => (field.work?.takes !== undefined && field.work.ends !== 'release' ? [field.work.takes] : [])));
  return changed.flatMap((field) => {
    const { name, hidden } = decisionOf(field);
    const found = hidden || moved.has(name) ? undefined : catalog.columns.find((column) => column.name === name && column.fieldId === null);
    return found ? [{ fieldId: field.id, field: name, code: 'column_taken' as const, count: 1, samples: [found.type] }] : [];
  });
}

function tooMany(steps: readonly FieldDdlStep[], catalog: FieldCatalog, max: number): FieldBlocker[] {
  const added = steps.filter((step) => step.op === 'add_column' || step.op === 'add_shadow_column').length;
  const total = catalog.columns.length + catalog.dropped + added;
  return added > 0 && total > max ? [{ code: 'too_many_columns', count: total, samples: [] }] : [];
}
