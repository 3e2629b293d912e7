import { skipToken, useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useEffect, useRef, useState } from 'react';
import { useWatchInterval } from '@/components/shell/use-watch-interval';
import { orpc } from '@/lib/doors/rpc/client';
import type { RunStatus } from '@/lib/model/run';

const WATCH_MS = 700;
const KIND = 'tenant.fields';
export const RUN_SETTLED: ReadonlySet<RunStatus> = new Set(['succeeded', 'failed', 'cancelled']);

/**
 * The run that changes this tenant's fields: the one that was begun here, kept in the address so that it
 * survives a reload; else one that somebody else began.
 * @param atWork a field is being changed
 * @param onSettled told once when a run has ended that was begun, or seen at work, here
 */
export function useFieldRun(slug: string, atWork: boolean, onSettled: (status: RunStatus) => void) {
  const [own, setOwn] = useQueryState('run', parseAsString.withOptions({ history: 'replace', shallow: true }));
  const [open, setOpen] = useState(own !== null);
  const watchMs = useWatchInterval(WATCH_MS);
  const others = useQuery(orpc.runs.list.queryOptions({ input: atWork && own === null ? { tenant: slug, kind: KIND, limit: 1 } : skipToken }));
  const id = own ?? (atWork ? (others.data?.items[0]?.id ?? null) : null);
  const run = useQuery({
    ...orpc.runs.get.queryOptions({ input: id === null ? skipToken : { id } }),
    refetchInterval: ({ state }) => (state.data && RUN_SETTLED.has(state.data.status) ? false : watchMs),
  });
  const status = id === null ? undefined : run.data?.status;
  const live = useRef<string | null>(null);
  useEffect(() => {
    if (id === null || !status) return;
    if (!RUN_SETTLED.has(status)) live.current = id;
    else if (live.current === id) {
      live.current = null;
      onSettled(status);
    }
  }, [id, status, onSettled]);
  const show = (which: string) => {
    // It may have ended before it is looked at.
    live.current = which;
    setOpen(true);
    void setOwn(which);
  };
  return {
    id,
    run,
    open: open && own !== null,
    isLive: status !== undefined && !RUN_SETTLED.has(status),
    show,
    /** Hides it; what has ended is forgotten. */
    hide: () => {
      setOpen(false);
      if (!status || RUN_SETTLED.has(status)) void setOwn(null);
    },
  };
}
export type FieldRun = ReturnType<typeof useFieldRun>;
