'use client';

import { useCallback, useState } from 'react';
import type { Action, ActionProblem } from '@/components/form/action';
import type { Backfill, FieldPlan } from '@/lib/model/field';
import type { AnyCommand } from './pending-changes';

export type RepairAction = 'retry' | 'giveUp';

export interface FieldActions {
  plan: Action<{ slug: string; changes: AnyCommand[] }, FieldPlan>;
  /** Goes on with a change that failed half-way, or back to what was before it. */
  repair: Action<{ slug: string; id: string; action: RepairAction }, { runId: string }>;
  apply: Action<{ slug: string; planId: string; hash: string; confirm?: string[]; backfill?: Record<string, Backfill> }, { runId: string }>;
}

interface ReviewState {
  open: boolean;
  plan: FieldPlan | null;
  problem: ActionProblem | null;
  busy: 'planning' | 'applying' | null;
}
const CLOSED: ReviewState = { open: false, plan: null, problem: null, busy: null };

/** From changes to a plan, and from the plan to its run. */
export function useReview(slug: string, actions: FieldActions) {
  const [state, setState] = useState<ReviewState>(CLOSED);
  const make = async (changes: readonly AnyCommand[]) => {
    setState((before) => ({ ...before, open: true, problem: null, busy: 'planning' }));
    const result = await actions.plan({ slug, changes: [...changes] });
    // Closed meanwhile, it stays closed.
    setState((before) => (before.open ? { ...before, busy: null, plan: result.ok ? result.data : null, problem: result.ok ? null : result.error } : before));
  };
  /** @returns its run, once that began */
  const apply = async (plan: FieldPlan, confirm: string[], backfill: Record<string, Backfill>) => {
    setState((before) => ({ ...before, problem: null, busy: 'applying' }));
    const result = await actions.apply({ slug, planId: plan.planId, hash: plan.hash, confirm, backfill });
    setState((before) => (result.ok ? CLOSED : { ...before, busy: null, problem: result.error }));
    return result.ok ? result.data.runId : null;
  };
  const close = useCallback(() => setState(CLOSED), []);
  return { ...state, make, apply, close };
}
export type Review = ReturnType<typeof useReview>;
