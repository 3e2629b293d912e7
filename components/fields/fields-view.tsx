'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Columns3, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useCallback, useState } from 'react';
import { toast } from 'sonner';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { useQueryProblem } from '@/components/shell/query-problem';
import { useWatchInterval } from '@/components/shell/use-watch-interval';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import { orpc } from '@/lib/doors/rpc/client';
import type { Field, FieldDecision, FieldDrift } from '@/lib/model/field';
import type { RunStatus } from '@/lib/model/run';
import { FieldNotices } from './field-notices';
import { FieldTable, type FieldTableActions } from './field-table';
import type { FieldKind } from './field-values';
import { PendingBar } from './pending-bar';
import { commandsFor, countFields, indexChange, replaceAdded, replaceCommands, rowsOf, stillMeant, withOnFailure, type FieldCommand, type FieldRow } from './pending-changes';
import { useReview, type FieldActions } from './use-review';

// Fetched when first opened.
const FieldSheet = dynamic(() => import('./field-sheet').then((module) => module.FieldSheet), { ssr: false });
const ReviewDialog = dynamic(() => import('./review-dialog').then((module) => module.ReviewDialog), { ssr: false });

interface FieldListData {
  items: Field[];
  columns: { used: number; dropped: number; max: number };
  drift: FieldDrift[];
  unseen: string | null;
  changeable: boolean;
}

interface FieldsViewProps {
  slug: string;
  initial: FieldListData | undefined;
  /** Name of a field that is to get an index: where a list without one sends its reader. */
  indexFor?: string;
  kinds: readonly FieldKind[];
  may: { plan: boolean; apply: boolean; destroy: boolean };
  actions: FieldActions;
}

const WATCH_MS = 2_000;
const atWork = (data: FieldListData | undefined) => data?.items.some((field) => field.changing || field.state === 'pending') ?? false;

export function FieldsView({ slug, initial, ...props }: FieldsViewProps) {
  const watchMs = useWatchInterval(WATCH_MS);
  const query = useQuery({
    ...orpc.fields.list.queryOptions({ input: { slug } }),
    initialData: initial,
    refetchInterval: ({ state }) => (atWork(state.data) ? watchMs : false),
  });
  const problem = useQueryProblem(query.error);
  if (problem && !query.data) return <ErrorState {...problem} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton className="h-72" />;
  return <Fields slug={slug} data={query.data} {...props} />;
}

function Fields({ slug, data, indexFor, kinds, may, actions }: Omit<FieldsViewProps, 'initial'> & { data: FieldListData }) {
  const queries = useQueryClient();
  const t = useTranslations('fields');
  const [collected, setChanges] = useState<FieldCommand[]>(() => (may.plan && data.changeable ? indexChange(data.items, indexFor, kinds) : []));
  const [sheet, setSheet] = useState<{ row: FieldRow | null } | null>(null);
  const review = useReview(slug, actions);
  const [wanted, setWanted] = useState({ sheet: false, review: false });
  // Once fetched they stay, so that they can close as they opened.
  if ((sheet !== null && !wanted.sheet) || (review.open && !wanted.review)) setWanted({ sheet: wanted.sheet || sheet !== null, review: wanted.review || review.open });
  const changes = stillMeant(collected, data.items);
  const rows = rowsOf(data.items, changes);
  const taken = rows.filter(({ key, field, mark }) => key !== sheet?.row?.key && field.state !== 'hidden' && mark !== 'drop').map(({ field }) => field.name);
  const settled = useCallback(
    (status: RunStatus) => {
      void queries.invalidateQueries({ queryKey: orpc.fields.key() });
      if (status === 'succeeded') toast.success(t('appliedToast'));
    },
    [queries, t],
  );
  const apply: typeof review.apply = async (...request) => {
    const began = await review.apply(...request);
    // From here on they stand in the definitions, whatever becomes of the run.
    if (began) setChanges([]);
    await queries.invalidateQueries({ queryKey: orpc.fields.key() });
    return began;
  };
  const keep = (decision: FieldDecision) => {
    setChanges(kept(changes, sheet?.row ?? null, decision, data.items));
    setSheet(null);
  };
  const choose = (id: string, choice: Parameters<typeof withOnFailure>[2]) => {
    const next = withOnFailure(changes, id, choice);
    setChanges(next);
    void review.make(next);
  };
  return (
    <div className="space-y-4">
      <UnsavedGuard active={changes.length > 0 && review.runId === null} />
      <FieldNotices fields={data.items} drift={data.drift} unseen={data.unseen} changeable={data.changeable} />
      <FieldCards data={data} rows={rows} actions={may.plan && data.changeable ? rowActions(changes, setChanges, (row) => setSheet({ row })) : null} onAdd={() => setSheet({ row: null })} />
      <PendingBar count={countFields(changes)} onDiscard={() => setChanges([])} onReview={() => void review.make(changes)} />
      {wanted.sheet && <FieldSheet open={sheet !== null} onClose={() => setSheet(null)} slug={slug} kinds={kinds} row={sheet?.row ?? null} taken={taken} onKeep={keep} />}
      {wanted.review && <ReviewDialog
        open={review.open}
        plan={review.plan}
        problem={review.problem}
        planning={review.busy === 'planning'}
        applying={review.busy === 'applying'}
        runId={review.runId}
        rows={rows}
        kinds={kinds}
        changes={changes}
        mayApply={may.apply}
        mayDestroy={may.destroy}
        onChoice={choose}
        onPlanAgain={() => void review.make(changes)}
        onApply={(plan, confirm, backfill) => void apply(plan, confirm, backfill)}
        onSettled={settled}
        onClose={review.close}
      />}
    </div>
  );
}

/** What the form decided, among the changes. */
function kept(changes: FieldCommand[], row: FieldRow | null, decision: FieldDecision, fields: readonly Field[]): FieldCommand[] {
  const field = fields.find(({ id }) => id === row?.field.id);
  return field ? replaceCommands(changes, field.id, commandsFor(field, decision)) : replaceAdded(changes, row?.at ?? null, { op: 'add', ...decision });
}

function rowActions(changes: FieldCommand[], setChanges: (changes: FieldCommand[]) => void, edit: FieldTableActions['edit']): FieldTableActions {
  const replace = ({ field, at }: FieldRow, commands: (id: string) => FieldCommand[]) => setChanges(field.id ? replaceCommands(changes, field.id, commands(field.id)) : replaceAdded(changes, at, null));
  return {
    edit,
    drop: (row) => replace(row, (id) => [{ op: 'drop', id }]),
    restore: (row) => replace(row, (id) => [{ op: 'restore', id }]),
    undo: (row) => replace(row, () => []),
  };
}

function FieldCards({ data, rows, actions, onAdd }: { data: FieldListData; rows: FieldRow[]; actions: FieldTableActions | null; onAdd: () => void }) {
  const t = useTranslations('fields');
  const { used, dropped, max } = data.columns;
  const hidden = rows.filter(({ field }) => field.state === 'hidden');
  const shown = rows.filter(({ field }) => field.state !== 'hidden');
  const add = actions && (
    <Button variant="primary" onClick={onAdd}>
      <Plus aria-hidden /> {t('add')}
    </Button>
  );
  const columns = [t('columnsUsed', { used, max }), ...(dropped > 0 ? [t('columnsDropped', { count: dropped })] : [])].join(' · ');
  return (
    <>
      <Card title={t('title')} description={<span className="numeric">{columns}</span>} actions={add} flush>
        {shown.length > 0 ? <FieldTable label={t('title')} rows={shown} actions={actions} /> : <EmptyState icon={Columns3} title={t('emptyTitle')} description={t('emptyDetail')} />}
      </Card>
      {hidden.length > 0 && (
        <Card title={t('hiddenTitle')} description={t('hiddenDetail')} flush>
          <FieldTable label={t('hiddenTitle')} rows={hidden} actions={actions} />
        </Card>
      )}
    </>
  );
}
