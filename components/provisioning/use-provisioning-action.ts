'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Action, ActionProblem } from '@/components/form/action';
import { orpc } from '@/lib/doors/rpc/client';

/** Runs an action on a tenant's provisioning and reads its state again. */
export function useProvisioningAction<O>(slug: string, action: Action<{ slug: string }, O>, onDone?: (data: O) => void) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const run = () => {
    setBusy(true);
    setProblem(null);
    void action({ slug })
      .then(async (result) => {
        if (!result.ok) return setProblem(result.error);
        await queries.invalidateQueries({ queryKey: orpc.provisioning.key() });
        onDone?.(result.data);
      })
      .finally(() => setBusy(false));
  };
  return { run, busy, problem };
}
