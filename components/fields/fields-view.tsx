'use client';

import { useQuery } from '@tanstack/react-query';
import { useQueryProblem } from '@/components/shell/query-problem';
import { useWatchInterval } from '@/components/shell/use-watch-interval';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import { orpc } from '@/lib/doors/rpc/client';
import type { FieldListData } from './field-list-data';
import { FieldsEditor, type FieldsEditorProps } from './fields-editor';

const WATCH_MS = 2_000;

/** Reads a tenant's fields and keeps them fresh while one is being changed. */
export function FieldsView({ slug, initial, ...props }: Omit<FieldsEditorProps, 'data' | 'atWork'> & { initial: FieldListData | undefined }) {
  const watchMs = useWatchInterval(WATCH_MS);
  const query = useQuery({
    ...orpc.fields.list.queryOptions({ input: { slug } }),
    initialData: initial,
    refetchInterval: ({ state }) => (atWork(state.data) ? watchMs : false),
  });
  const problem = useQueryProblem(query.error);
  if (problem && !query.data) return <ErrorState {...problem} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton className="h-72" />;
  return <FieldsEditor slug={slug} data={query.data} atWork={atWork(query.data)} {...props} />;
}

const atWork = (data: FieldListData | undefined) => data?.items.some((field) => field.changing || field.state === 'pending') ?? false;
