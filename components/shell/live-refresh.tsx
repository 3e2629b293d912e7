'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { orpc } from '@/lib/doors/rpc/client';
import { useLiveEvents } from '@/lib/doors/rpc/live';

const TYPES = ['run', 'tenant', 'server', 'health'] as const;
/** Events come in bursts; one refresh answers all that came in this time. */
const GATHER_MS = 200;

/** Reads again what a live event says has changed. One stream for the whole console. */
export function LiveRefresh() {
  const queries = useQueryClient();
  const pending = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLiveEvents(TYPES, ({ type }) => {
    pending.current.add(type);
    timer.current ??= setTimeout(() => {
      const seen = new Set(pending.current);
      pending.current.clear();
      timer.current = undefined;
      const keys = [orpc.overview.key(), orpc.audit.list.key()];
      if (seen.has('run') || seen.has('tenant')) keys.push(orpc.runs.key(), orpc.tenants.list.key(), orpc.tenants.get.key(), orpc.provisioning.key());
      if (seen.has('server') || seen.has('health')) keys.push(orpc.servers.list.key(), orpc.servers.get.key(), orpc.servers.health.key());
      for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
    }, GATHER_MS);
  });
  return null;
}
