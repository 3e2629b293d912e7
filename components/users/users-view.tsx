'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Upload, Users } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useCallback, useMemo, useState } from 'react';
import type { z } from 'zod';
import { DataTable } from '@/components/data-table/data-table';
import { listInput, useListParams } from '@/components/data-table/list-params';
import { useListQuery } from '@/components/data-table/use-list-query';
import type { ViewPage } from '@/components/saved-views/use-views';
import type { ActionProblem } from '@/components/form/action';
import { FormProblem } from '@/components/form/form-problem';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { later } from '@/components/ui/later';
import { toast } from '@/components/ui/toast';
import { orpc } from '@/lib/doors/rpc/client';
import type { Field, FieldDrift } from '@/lib/model/field';
import type { User, userPageSchema } from '@/lib/model/user';
import type { AccountActions } from './account/account-actions';
import type { UserRights } from './account/user-drawer';
import { useOpenUser } from './account/user-tabs';
import type { UserActions } from './actions-type';
import { activeFields, filterColumns } from './column-kinds';
import { readConditions, usersInput, writeConditions } from './filter-address';
import { ExportMenu } from './files/export-menu';
import { useOpenImport } from './files/use-open-import';
import { FilterBar } from './filter-bar';
import { IndexHint } from './index-hint';
import { BulkActions } from './bulk/bulk-actions';
import { useUserColumns } from './user-columns';
import { UserMenu, type UserIntent } from './user-menu';
import type { OpenPanel } from './user-panels';

const UserDrawer = later(() => import('./account/user-drawer').then((module) => module.UserDrawer));
const ImportDrawer = later(() => import('./files/import-drawer').then((module) => module.ImportDrawer));
const UserPanels = later(() => import('./user-panels').then((module) => module.UserPanels));

interface FieldList {
  items: Field[];
  columns: { used: number; dropped: number; max: number };
  drift: FieldDrift[];
  unseen: string | null;
}

interface UsersViewProps {
  slug: string;
  initial: z.output<typeof userPageSchema> | undefined;
  views: ViewPage;
  /** The tenant's fields; absent when they could not be read. */
  fields: FieldList | undefined;
  mayReadFields: boolean;
  rights: UserRights;
  actions: UserActions & AccountActions;
}

/** A tenant's users: search, filters, order and pages are the server's work and the address's state. */
export function UsersView({ slug, initial, views, fields: initialFields, mayReadFields, rights, actions }: UsersViewProps) {
  const t = useTranslations('users');
  const language = useLocale();
  const fields = useFieldsInForce(slug, initialFields, mayReadFields);
  const params = useListParams('users');
  const input = usersInput(slug, listInput(params));
  const { queryKey, queryFn } = orpc.users.list.queryOptions({ input });
  const list = useListQuery({ queryKey, queryFn, initial });
  const { page, stale, error } = list;
  const opened = useOpenUser();
  const { open: openUser } = opened;
  const open = useCallback((user: User) => openUser(user.id), [openUser]);
  const { panel, setPanel, choose, problem } = useIntents(slug, actions, open);
  const finishSaving = useSaved(opened.close);
  const menu = useCallback((user: User) => <UserMenu user={user} onChoose={choose} />, [choose]);
  const columns = useUserColumns(fields, open, rights.write ? menu : undefined);
  const filterable = useMemo(() => filterColumns(fields, language, (name) => t(`column.${name}`), (status) => t(`status.${status}`)), [fields, language, t]);
  const conditions = readConditions(params.filters.filter);
  const mayAdd = rights.write && !(error && !page);
  const create = mayAdd && (
    <Button variant="primary" data-shortcut="c" onClick={() => setPanel({ kind: 'create' })}>
      <Plus aria-hidden /> {t('new')}
    </Button>
  );
  const importing = useOpenImport();
  const importButton = mayAdd && (
    <Button onClick={importing.begin}>
      <Upload aria-hidden /> {t('import.open')}
    </Button>
  );
  return (
    <div className="space-y-3">
      <FormProblem problem={problem} />
      {page?.warnings.includes('not_indexed') && !stale && <IndexHint slug={slug} columns={filterable} used={[...conditions.map(({ field }) => field), params.sort.replace(/^-/, '')]} />}
      <DataTable
        id={`users-${slug}`}
        label={t('title')}
        columns={columns}
        {...list}
        rowId={(user) => user.id}
        params={params}
        views={views}
        tenant={slug}
        searchLabel={t('search')}
        ownFilters={<FilterBar columns={filterable} conditions={conditions} onChange={(next) => params.set({ filter: writeConditions(next) })} />}
        actions={
          <div className="flex flex-wrap gap-2">
            {page && page.items.length > 0 && <ExportMenu table={`users-${slug}`} columns={columns} params={params} input={input} />}
            {importButton}
            {create}
          </div>
        }
        empty={<EmptyState icon={Users} title={t('emptyTitle')} description={t('emptyDetail')} action={<div className="flex flex-wrap justify-center gap-2">{create}{importButton}</div>} />}
        bulkActions={rights.write ? (rows, clear) => <BulkActions slug={slug} users={rows} fields={fields} bulk={actions.bulk} onClear={clear} /> : undefined}
      />
      {opened.id !== null && (
        <UserDrawer key={opened.id} slug={slug} id={opened.id} tab={opened.tab} fields={fields} rights={rights} actions={actions} known={page?.items.find(({ id }) => id === opened.id)} onTab={opened.show} onIntent={choose} onSaved={finishSaving} onClose={opened.close} />
      )}
      {importing.id !== null && rights.write && <ImportDrawer key={importing.id} slug={slug} fields={fields} id={importing.id} onBegun={importing.follow} onClose={importing.close} />}
      {panel && <UserPanels slug={slug} fields={fields} panel={panel} mayWrite={rights.write} actions={actions} onClose={() => setPanel(null)} onDeleted={opened.close} />}
    </div>
  );
}

/** The fields that users have now, read again when somebody changes them. */
function useFieldsInForce(slug: string, initial: FieldList | undefined, enabled: boolean): Field[] {
  const { data } = useQuery({ ...orpc.fields.list.queryOptions({ input: { slug } }), initialData: initial, enabled });
  return useMemo(() => activeFields(data?.items ?? []), [data]);
}

/** What follows when the drawer's form is saved: a word, the list read again, and the list in sight. */
function useSaved(close: () => void) {
  const t = useTranslations('users');
  const queries = useQueryClient();
  return ({ email }: User) => {
    toast.success(t('savedToast', { email }));
    close();
    void queries.invalidateQueries({ queryKey: orpc.users.key() });
  };
}

/** What was chosen of a user's menu: most of it asks first, enabling is done at once. */
function useIntents(slug: string, actions: UserActions, open: (user: User) => void) {
  const t = useTranslations('users');
  const queries = useQueryClient();
  const [panel, setPanel] = useState<OpenPanel | null>(null);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const { enable } = actions;
  const choose = useCallback(
    (kind: UserIntent, user: User) => {
      setProblem(null);
      if (kind === 'edit') return open(user);
      if (kind !== 'enable') return setPanel({ kind, user });
      void enable({ slug, id: user.id }).then((result) => {
        if (!result.ok) return setProblem(result.error);
        toast.success(t('enabledToast', { email: user.email }));
        void queries.invalidateQueries({ queryKey: orpc.users.key() });
      });
    },
    [slug, enable, open, queries, t],
  );
  return { panel, setPanel, choose, problem };
}
