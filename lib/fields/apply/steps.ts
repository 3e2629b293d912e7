import { FIELD_PHASES, type FieldPhase } from '@/lib/store';

/** Applying a plan of changes to a tenant's fields, as a run. Steps' names are shown, stored and translated. */
export const FIELD_RUN_KIND = 'tenant.fields';
export const FIELD_RUN_STEPS = ['define', ...FIELD_PHASES, 'inspect', 'activate'] as const;
export type FieldRunStep = (typeof FIELD_RUN_STEPS)[number];

/** The steps of a run whose plan has work in these phases. What comes up only meanwhile, `inspect` finds and does. */
export function fieldRunStepsOf(phases: ReadonlySet<FieldPhase>): FieldRunStep[] {
  return ['define', ...FIELD_PHASES.filter((phase) => phases.has(phase)), 'inspect', 'activate'];
}

/** One change at a time per tenant. */
export const fieldRunKey = (tenantId: string): string => `tenant-fields/${tenantId}`;
