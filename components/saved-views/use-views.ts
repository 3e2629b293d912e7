'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { orpc } from '@/lib/doors/rpc/client';
import type { ListName } from '@/lib/model/lists';
import type { SavedView } from '@/lib/model/saved-view';

/** What `views.list` answers, as a page hands it on. */
export type ViewPage = { items: SavedView[]; nextCursor: null } | undefined;

export interface ViewsOf {
  list: ListName;
  /** Slug, where each tenant has its own list. */
  tenant?: string | undefined;
}

/** My saved views of a list, and what can be done with them. */
export function useViews(of: ViewsOf, initial: ViewPage) {
  const queries = useQueryClient();
  const input = { list: of.list, ...(of.tenant && { tenant: of.tenant }) };
  const { data } = useQuery({ ...orpc.views.list.queryOptions({ input }), initialData: initial });
  const onSettled = () => queries.invalidateQueries({ queryKey: orpc.views.key() });
  return {
    views: data?.items ?? [],
    input,
    save: useMutation(orpc.views.save.mutationOptions({ onSettled })),
    rename: useMutation(orpc.views.rename.mutationOptions({ onSettled })),
    setDefault: useMutation(orpc.views.setDefault.mutationOptions({ onSettled })),
    remove: useMutation(orpc.views.remove.mutationOptions({ onSettled })),
  };
}
export type Views = ReturnType<typeof useViews>;
