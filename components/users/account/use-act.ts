'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionProblem, ActionResult } from '@/components/form/action';
import { toast } from '@/components/ui/toast';
import { orpc } from '@/lib/doors/rpc/client';

/** Runs what needs no question first: one at a time, its refusal kept on screen, and all that shows users read again. */
export function useAct() {
  const refresh = useRefreshUsers();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const act = async <T,>(key: string, work: () => Promise<ActionResult<T>>, words: (data: T) => string) => {
    setBusy(key);
    setProblem(null);
    const result = await work();
    setBusy(null);
    // Also after a refusal: what is shown may be older than what was refused.
    refresh();
    if (result.ok) toast.success(words(result.data));
    else setProblem(result.error);
  };
  return { busy, problem, act };
}

/** Reads again what shows users, what they hold, and the lists over all of them. */
export function useRefreshUsers(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const queryKey of [orpc.users.key(), orpc.roles.key(), orpc.tenants.sessions.key(), orpc.tenants.refreshTokens.key()]) void queries.invalidateQueries({ queryKey });
  };
}
