'use client';

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { Select } from '@/components/ui/select';
import type { Field } from '@/lib/model/field';
import { IMPORTED_COLUMNS, type ImportCounts, type ImportReport } from '@/lib/model/user-file';
import { fieldLabel } from '../column-kinds';

interface ImportCheckProps {
  fileName: string;
  report: ImportReport;
  fields: readonly Field[];
  busy: boolean;
  /** Heading by column, whole. */
  onMapping: (mapping: Record<string, string>) => void;
}

/** What would become of a file: its rows counted, its headings with where each goes, and what is wrong. */
export function ImportCheck({ fileName, report, fields, busy, onMapping }: ImportCheckProps) {
  const t = useTranslations('users.import');
  return (
    <div className="space-y-5" aria-busy={busy}>
      <section className="space-y-2">
        <h3 className="text-base break-all">{fileName}</h3>
        <ImportNumbers counts={report} future />
      </section>
      <section className="space-y-2">
        <h3 className="text-base">{t('columns')}</h3>
        <Headings report={report} fields={fields} busy={busy} onMapping={onMapping} />
      </section>
      {report.problemsTotal > 0 ? <Problems report={report} /> : <Alert tone="good" title={t('noProblems')} live />}
    </div>
  );
}

const NUMBERS = ['rows', 'created', 'updated', 'skipped', 'refused'] as const;

/** Rows by what becomes, or became, of them. */
export function ImportNumbers({ counts, future = false }: { counts: ImportCounts; future?: boolean }) {
  const t = useTranslations('users.import');
  const format = useFormatter();
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-lg border sm:grid-cols-5">
      {NUMBERS.map((name) => (
        <div key={name} className="border-line px-3.5 py-2.5 not-last:border-b sm:not-last:border-r sm:not-last:border-b-0">
          <dt className="text-xs text-ink-soft">{t(`${future ? 'future' : 'count'}.${name}`)}</dt>
          <dd className={`numeric text-lg ${name === 'refused' && counts.refused > 0 ? 'text-bad-ink' : ''}`}>{format.number(counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}

function Headings({ report, fields, busy, onMapping }: Omit<ImportCheckProps, 'fileName'>) {
  const t = useTranslations('users.import');
  const language = useLocale();
  const choices = [
    ...IMPORTED_COLUMNS.map((name) => ({ name, label: t(`column.${name}`) })),
    ...fields.map((field) => ({ name: field.name, label: fieldLabel(field, language) })),
  ];
  const choose = (heading: string, column: string) => {
    const kept = report.columns.filter((one) => one.column !== null && one.heading !== heading && one.column !== column).map((one) => [one.column, one.heading] as const);
    onMapping(Object.fromEntries(column === '' ? kept : [...kept, [column, heading]]) as Record<string, string>);
  };
  return (
    <ul className="divide-y rounded-lg border">
      {report.columns.map(({ heading, column, left }, index) => (
        <li key={`${heading} ${index}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 py-2">
          <span className="min-w-0 flex-1 basis-40 truncate font-mono text-xs" title={heading}>{heading || t('noHeading')}</span>
          <span className="w-full sm:w-60">
            <Select aria-label={t('goesInto', { heading: heading || t('noHeading') })} value={column ?? ''} disabled={busy} onChange={(event) => choose(heading, event.target.value)}>
              <option value="">{t(left === 'readOnly' ? 'readOnly' : 'leave')}</option>
              {choices.map(({ name, label }) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </Select>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Problems({ report: { problems, problemsTotal } }: { report: ImportReport }) {
  const t = useTranslations('users.import');
  return (
    <section className="space-y-2">
      <h3 className="text-base">{t('problems', { count: problemsTotal })}</h3>
      <p className="text-sm text-pretty text-ink-soft">{t('problemsDetail')}</p>
      <div className="max-h-96 overflow-auto rounded-lg border" tabIndex={0} role="region" aria-label={t('problems', { count: problemsTotal })}>
        <table className="w-full text-sm">
          <thead className="sticky top-0 bg-sunken text-left text-xs text-ink-soft">
            <tr>
              <th className="px-3 py-2 text-right font-medium max-sm:px-2">{t('row')}</th>
              <th className="px-3 py-2 font-medium">{t('cell')}</th>
              <th className="px-3 py-2 font-medium">{t('why')}</th>
            </tr>
          </thead>
          <tbody className="divide-y">
            {problems.map(({ row, column, value, message }, index) => (
              <tr key={index} className="align-top">
                <td className="numeric px-3 py-2 text-right text-ink-soft max-sm:px-2">{row}</td>
                <td className="max-w-48 px-3 py-2 max-sm:max-w-32">
                  <span className="block text-xs text-ink-soft">{column ?? '–'}</span>
                  {value !== null && <span className="block truncate font-mono text-xs" title={value}>{value}</span>}
                </td>
                <td className="px-3 py-2 text-pretty break-words sm:min-w-40">{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {problemsTotal > problems.length && <p className="text-sm text-ink-soft">{t('problemsMore', { shown: problems.length, count: problemsTotal })}</p>}
    </section>
  );
}
