'use client';

import { keepPreviousData, useQuery, type QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { useQueryProblem } from '@/components/shell/query-problem';

interface ListQueryOptions<T> {
  queryKey: QueryKey;
  queryFn: unknown;
  /** What the server drew, for the address it was drawn for. */
  initial: T | undefined;
}

/** A list's page, as a `DataTable` takes it: the server's first one at once, later ones while the earlier stays on screen. */
export function useListQuery<T>({ queryKey, queryFn, initial }: ListQueryOptions<T>) {
  const hash = JSON.stringify(queryKey);
  const [drawnFor] = useState(hash);
  const query = useQuery<T>({
    queryKey,
    queryFn: queryFn as () => Promise<T>,
    initialData: hash === drawnFor ? initial : undefined,
    placeholderData: keepPreviousData,
  });
  const problem = useQueryProblem(query.error);
  return { page: query.data, stale: query.isPlaceholderData, error: query.data === undefined || query.isPlaceholderData ? problem : null, onRetry: () => void query.refetch() };
}
