import { FIELD_PHASES, type FieldDdlStep, type FieldPhase } from '../field-ports';

const placeOf = (phase: FieldPhase): number => FIELD_PHASES.indexOf(phase);

/** Steps up to the end of a phase. What was written in batches in phases that were done before is not written again: what came since, the later phases see to. */
export function dueSteps(steps: readonly FieldDdlStep[], through: FieldPhase, from: FieldPhase = 'reshape'): FieldDdlStep[] {
  return steps.filter((step) => placeOf(step.phase) <= placeOf(through) && !(step.how === 'batches' && placeOf(step.phase) < placeOf(from)));
}
