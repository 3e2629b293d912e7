'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { later } from '@/components/ui/later';
import { toast } from '@/components/ui/toast';
import { orpc } from '@/lib/doors/rpc/client';
import type { FieldDecision } from '@/lib/model/field';
import type { RunStatus } from '@/lib/model/run';
import { FieldCards } from './field-cards';
import type { FieldListData } from './field-list-data';
import { FieldNotices } from './field-notices';
import type { FieldKind } from './field-values';
import { indexChange, type FieldRow } from './pending-changes';
import { PendingPanel } from './pending-panel';
import type { Repair } from './repair-buttons';
import { RunNotice } from './run-notice';
import { useFieldRun } from './use-field-run';
import { usePending } from './use-pending';
import { useReview, type FieldActions } from './use-review';

const FieldSheet = later(() => import('./field-sheet').then((module) => module.FieldSheet));
const ReviewDialog = later(() => import('./review-dialog').then((module) => module.ReviewDialog));

export interface FieldsEditorProps {
  slug: string;
  data: FieldListData;
  /** A field is being changed. */
  atWork: boolean;
  driver: Parameters<typeof FieldCards>[0]['driver'];
  /** Name of a field that is to get an index: where a list without one sends its reader. */
  indexFor?: string;
  kinds: readonly FieldKind[];
  may: { plan: boolean; apply: boolean; destroy: boolean };
  actions: FieldActions;
}

/** The list, what waits to be applied, and what is done with it. */
export function FieldsEditor({ slug, data, atWork, driver, indexFor, kinds, may, actions }: FieldsEditorProps) {
  const mayChange = may.plan && data.changeable;
  const pending = usePending(data.items, data.drift, () => (mayChange ? indexChange(data.items, indexFor, kinds) : []));
  const [sheet, setSheet] = useState<{ row: FieldRow | null } | null>(null);
  const review = useReview(slug, actions);
  const { run, begun, repair } = useApplying(slug, atWork, pending, actions);
  const [wanted, setWanted] = useState({ sheet: false, review: false });
  const reviewOpen = review.open || run.open;
  // Once fetched they stay, so that they can close as they opened.
  if ((sheet !== null && !wanted.sheet) || (reviewOpen && !wanted.review)) setWanted({ sheet: wanted.sheet || sheet !== null, review: wanted.review || reviewOpen });
  const taken = pending.rows.filter(({ key, field, mark }) => key !== sheet?.row?.key && field.state !== 'hidden' && mark !== 'drop').map(({ field }) => field.name);
  const edit = (row: FieldRow) => setSheet({ row });
  const keep = (decision: FieldDecision) => {
    pending.keep(sheet?.row ?? null, decision);
    setSheet(null);
  };
  const close = () => {
    review.close();
    run.hide();
  };
  return (
    <div className="space-y-4">
      <UnsavedGuard active={pending.count > 0} />
      <RunNotice run={run} />
      <FieldNotices fields={data.items} drift={data.drift} unseen={data.unseen} changeable={data.changeable} pending={pending} mayResolve={mayChange} onRepair={may.apply ? repair : undefined} />
      <FieldCards data={data} driver={driver} pending={pending} actions={mayChange ? { edit, drop: pending.drop, restore: pending.restore, undo: pending.undo } : null} onAdd={() => setSheet({ row: null })} />
      <PendingPanel pending={pending} fields={data.items} drifts={data.drift} onEdit={edit} onReview={() => void review.make(pending.commands)} />
      {wanted.sheet && <FieldSheet open={sheet !== null} onClose={() => setSheet(null)} slug={slug} kinds={kinds} row={sheet?.row ?? null} taken={taken} groups={groupsOf(pending.rows)} onKeep={keep} />}
      {wanted.review && (
        <ReviewDialog
          slug={slug}
          open={reviewOpen}
          review={review}
          run={run}
          fields={data.items}
          drifts={data.drift}
          pending={pending}
          kinds={kinds}
          may={may}
          onChoice={(id, choice) => void review.make(pending.choose(id, choice))}
          onApply={(plan, confirm, backfill) => void review.apply(plan, confirm, backfill).then((runId) => runId !== null && begun(runId))}
          onRepair={may.apply ? repair : undefined}
          onClose={close}
        />
      )}
    </div>
  );
}

/** Headings in use, to choose from. */
const groupsOf = (rows: readonly FieldRow[]): string[] => [...new Set(rows.map(({ field }) => field.group).filter((group) => group !== ''))];

/** From a run's beginning to its end: what it leaves undone waits again. */
function useApplying(slug: string, atWork: boolean, pending: ReturnType<typeof usePending>, actions: FieldActions) {
  const queries = useQueryClient();
  const t = useTranslations('fields');
  const applied = useRef<typeof pending.snapshot | null>(null);
  const { putBack } = pending;
  const read = useCallback(() => queries.fetchQuery({ ...orpc.fields.list.queryOptions({ input: { slug } }), staleTime: 0 }), [queries, slug]);
  const settled = useCallback(
    (status: RunStatus) => {
      void queries.invalidateQueries({ queryKey: orpc.users.key() });
      const before = applied.current;
      applied.current = null;
      void read().then(
        ({ items }) => {
          if (status === 'succeeded') toast.success(t('appliedToast'));
          else if (before) putBack(before, items);
        },
        // What could not be read says so where it is shown.
        () => undefined,
      );
    },
    [queries, read, t, putBack],
  );
  const run = useFieldRun(slug, atWork, settled);
  const begun = (runId: string) => {
    applied.current = pending.snapshot;
    // From here on they stand in the definitions; what the run does not bring about is put back.
    pending.discard();
    run.show(runId);
    void queries.invalidateQueries({ queryKey: orpc.fields.list.key({ input: { slug } }) });
  };
  const repair: Repair = async (id, action) => {
    const result = await actions.repair({ slug, id, action });
    if (!result.ok) return result.error;
    const { runId } = result.data;
    // The run that failed goes on: what is known of it is old.
    await queries.fetchQuery({ ...orpc.runs.get.queryOptions({ input: { id: runId } }), staleTime: 0 }).catch(() => undefined);
    run.show(runId);
    void queries.invalidateQueries({ queryKey: orpc.fields.list.key({ input: { slug } }) });
    return null;
  };
  return { run, begun, repair };
}
