import type { ActionProblem } from './action';

/**
 * Parts a refusal into messages for fields that are on screen, and what is left to say above the form.
 * Where every message found its field the general words add nothing, so nothing is left.
 */
export function placeProblem(problem: ActionProblem, hasField: (path: string) => boolean): { placed: ActionProblem['errors']; rest: ActionProblem | null } {
  const placed = problem.errors.filter(({ path }) => hasField(path));
  const homeless = problem.errors.filter(({ path }) => !hasField(path));
  if (placed.length > 0 && homeless.length === 0) return { placed, rest: null };
  return { placed, rest: { ...problem, errors: homeless } };
}
