'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo, type ReactNode } from 'react';
import type { TableColumn } from '@/components/data-table/data-table';
import { fieldOptions, uiOf } from '@/components/field-types';
import { FieldCell } from '@/components/field-types/field-cell';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Field } from '@/lib/model/field';
import type { User } from '@/lib/model/user';
import { fieldLabel } from './column-kinds';
import { UserStatusBadge } from './user-status';

/** Own columns beyond this many wait in the column menu. */
const CUSTOM_SHOWN = 6;

/** The system's columns and one per field in force. @param open shows a user; @param actions what can be done with one, none for readers */
export function useUserColumns(fields: readonly Field[], open: (user: User) => void, actions?: (user: User) => ReactNode): TableColumn<User>[] {
  const t = useTranslations('users');
  const tc = useTranslations('common');
  const language = useLocale();
  return useMemo<TableColumn<User>[]>(() => {
    const text = (name: 'givenName' | 'familyName' | 'language'): TableColumn<User> => ({ id: name, header: t(`column.${name}`), meta: { label: t(`column.${name}`), sort: name, hidden: true }, cell: ({ row }) => row.original[name] ?? '–' });
    const own = fields.map((field, index): TableColumn<User> => {
      const label = fieldLabel(field, language);
      const { align, sortable } = uiOf(field.type);
      const options = fieldOptions(field, language);
      return {
        id: `field-${field.name}`,
        header: label,
        meta: { label, hidden: index >= CUSTOM_SHOWN, ...(sortable !== false && { sort: field.name }), ...(align && { align }) },
        cell: ({ row }) => <FieldCell type={field.type} value={row.original.customFields[field.name]} options={options} />,
      };
    });
    return [
      {
        id: 'email',
        enableHiding: false,
        header: t('column.email'),
        meta: { label: t('column.email'), sort: 'email' },
        cell: ({ row: { original } }) => (
          <button type="button" title={original.email} onClick={() => open(original)} className="inline-block min-h-6 max-w-64 truncate rounded-sm text-left align-middle font-medium leading-6 hover:underline">
            {original.email}
          </button>
        ),
      },
      { id: 'name', header: t('column.name'), meta: { label: t('column.name'), sort: 'name', phone: 'plain' }, cell: ({ row }) => <span title={row.original.name ?? undefined} className="inline-block max-w-48 truncate align-middle">{row.original.name ?? '–'}</span> },
      { id: 'status', header: t('column.status'), meta: { label: t('column.status'), sort: 'status', phone: 'plain' }, cell: ({ row }) => <UserStatusBadge user={row.original} /> },
      text('givenName'),
      text('familyName'),
      text('language'),
      { id: 'emailVerified', header: t('column.emailVerified'), meta: { label: t('column.emailVerified'), sort: 'emailVerified', hidden: true }, cell: ({ row }) => (row.original.emailVerified ? tc('yes') : tc('no')) },
      ...own,
      { id: 'createdAt', header: t('column.createdAt'), meta: { label: t('column.createdAt'), sort: 'createdAt', align: 'right' }, cell: ({ row }) => <RelativeTime at={row.original.createdAt} /> },
      { id: 'updatedAt', header: t('column.updatedAt'), meta: { label: t('column.updatedAt'), sort: 'updatedAt', align: 'right', hidden: true }, cell: ({ row }) => <RelativeTime at={row.original.updatedAt} /> },
      ...(actions
        ? [{ id: 'actions', header: () => <span className="sr-only">{tc('actions')}</span>, meta: { label: tc('actions'), align: 'right' as const, phone: 'plain' as const }, cell: ({ row }: { row: { original: User } }) => actions(row.original) }]
        : []),
    ];
  }, [t, tc, language, fields, open, actions]);
}
