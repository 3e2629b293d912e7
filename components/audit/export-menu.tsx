'use client';

import { useTranslations } from 'next-intl';
import { ExportDropdown, type Export } from '@/components/data-table/export-dropdown';

/** Downloads the events that the list's filters leave. @param filter without page and order */
export function AuditExportMenu({ filter, narrowed }: { filter: Readonly<Record<string, string>>; narrowed: boolean }) {
  const t = useTranslations('audit.export');
  const href = ({ format, bom }: Export) => `/files/audit/export?${new URLSearchParams({ ...filter, format, ...(bom && { bom: 'true' }) }).toString()}`;
  return <ExportDropdown label={t('open')} groups={[{ label: t(narrowed ? 'filtered' : 'all'), href }]} nameOf={(name) => t(name)} />;
}
