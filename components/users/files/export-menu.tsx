'use client';

import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import type { TableColumn } from '@/components/data-table/data-table';
import { ExportDropdown, type Export } from '@/components/data-table/export-dropdown';
import type { ListParams } from '@/components/data-table/list-params';
import { useColumnChoice } from '@/components/data-table/use-column-choice';
import type { User, userListInputSchema } from '@/lib/model/user';
import { exportHref } from './file-door';

interface ExportMenuProps {
  /** Of the table, by which its columns are chosen. */
  table: string;
  columns: TableColumn<User>[];
  params: ListParams;
  input: z.input<typeof userListInputSchema>;
}

/** Downloads the users that the list's search and filters leave, in its order; all columns, or those that are shown. */
export function ExportMenu({ table, columns, params, input }: ExportMenuProps) {
  const t = useTranslations('users.export');
  const [visibility] = useColumnChoice(table, columns, params);
  const shown = columns.filter(({ id }) => id !== 'actions' && visibility[id] !== false).map(({ id }) => id.replace(/^field-/, ''));
  const groupOf = (label: string, chosen?: string[]) => ({ label, href: ({ format, bom }: Export) => exportHref(input, { format, bom, columns: chosen }) });
  const groups = [groupOf(t(params.narrowed ? 'filteredShown' : 'shown', { count: shown.length }), shown), groupOf(t(params.narrowed ? 'filteredAll' : 'all'))];
  return <ExportDropdown label={t('open')} groups={groups} nameOf={(name) => t(name)} />;
}
