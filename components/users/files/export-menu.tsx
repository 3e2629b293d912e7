'use client';

import { ChevronDown, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import type { TableColumn } from '@/components/data-table/data-table';
import type { ListParams } from '@/components/data-table/list-params';
import { useColumnChoice } from '@/components/data-table/use-column-choice';
import { Button } from '@/components/ui/button';
import { Dropdown, DropdownContent, DropdownItem, DropdownLabel, DropdownSeparator, DropdownTrigger } from '@/components/ui/dropdown';
import type { User, userListInputSchema } from '@/lib/model/user';
import { exportHref } from './file-door';

interface ExportMenuProps {
  /** Of the table, by which its columns are chosen. */
  table: string;
  columns: TableColumn<User>[];
  params: ListParams;
  input: z.input<typeof userListInputSchema>;
}

const FORMATS = [
  { name: 'csv', format: 'csv' },
  { name: 'excel', format: 'csv', bom: true },
  { name: 'ndjson', format: 'ndjson' },
] as const;

/** Downloads the users that the list's search and filters leave, in its order; all columns, or those that are shown. */
export function ExportMenu({ table, columns, params, input }: ExportMenuProps) {
  const t = useTranslations('users.export');
  const [visibility] = useColumnChoice(table, columns, params);
  const shown = columns.filter(({ id }) => id !== 'actions' && visibility[id] !== false).map(({ id }) => id.replace(/^field-/, ''));
  const items = (chosen?: string[]) =>
    FORMATS.map(({ name, ...format }) => (
      <DropdownItem key={name} asChild>
        <a href={exportHref(input, { ...format, columns: chosen })} download>
          {t(name)}
        </a>
      </DropdownItem>
    ));
  return (
    <Dropdown>
      <DropdownTrigger asChild>
        <Button>
          <Download aria-hidden /> {t('open')} <ChevronDown aria-hidden />
        </Button>
      </DropdownTrigger>
      <DropdownContent align="end">
        <DropdownLabel>{t(params.narrowed ? 'filteredShown' : 'shown', { count: shown.length })}</DropdownLabel>
        {items(shown)}
        <DropdownSeparator />
        <DropdownLabel>{t(params.narrowed ? 'filteredAll' : 'all')}</DropdownLabel>
        {items()}
      </DropdownContent>
    </Dropdown>
  );
}
