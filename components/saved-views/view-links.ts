import { ALL_ROWS } from '@/lib/model/lists';
import type { SavedView } from '@/lib/model/saved-view';

type Shown = Pick<SavedView, 'id' | 'address'>;

/** Query string that opens a view. */
export function viewSearch(view: Shown): string {
  const search = new URLSearchParams(view.address);
  search.set('view', view.id);
  return search.toString();
}

/** What `view` must say for the list as it is: where a view opens by default, the bare address would lead there. */
export function allRowsView(views: readonly Pick<SavedView, 'isDefault'>[]): string {
  return views.some((view) => view.isDefault) ? ALL_ROWS : '';
}

/** The view that is open, and whether the list differs from it by now. */
export function openView<V extends Shown>(views: readonly V[], params: { view: string; address: string }): { view: V; changed: boolean } | null {
  const view = views.find(({ id }) => id === params.view);
  return view ? { view, changed: view.address !== params.address } : null;
}
