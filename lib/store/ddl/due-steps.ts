import { FIELD_PHASES, type FieldDdlStep, type FieldPhase } from '../field-ports';

const placeOf = (phase: FieldPhase): number => FIELD_PHASES.indexOf(phase);

/** Steps up to the end of a phase. Where `fill` was done before, its batches are not written again: to what came since, the later phases see. */
export function dueSteps(steps: readonly FieldDdlStep[], through: FieldPhase, from: FieldPhase = 'reshape'): FieldDdlStep[] {
  const isFilled = placeOf(from) > placeOf('fill');
  return steps.filter((step) => placeOf(step.phase) <= placeOf(through) && !(isFilled && step.how === 'batches' && step.phase === 'fill'));
}
