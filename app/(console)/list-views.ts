import { redirect } from 'next/navigation';
import { initialData } from '@/app/initial-data';
import type { ViewPage } from '@/components/saved-views/use-views';
import { viewSearch } from '@/components/saved-views/view-links';
import { callForPage } from '@/lib/doors/page';
import { canonicalAddress, type ListName } from '@/lib/model/lists';
import { listViews } from '@/lib/operations/views/list-views';

type Search = Record<string, string | string[] | undefined>;

/** The reader's saved views of the list of a page. A list that is asked for without any state opens with their default. */
export async function listViewsOf(list: ListName, path: string, search: Search, tenant?: string): Promise<ViewPage> {
  const views = await initialData(callForPage(listViews, { list, tenant }));
  const chosen = views?.items.find((view) => view.isDefault);
  if (chosen && search['view'] === undefined && search['cursor'] === undefined && canonicalAddress(list, search) === '') redirect(`${path}?${viewSearch(chosen)}`);
  return views;
}
