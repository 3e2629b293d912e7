'use client';

import { ChevronDown, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dropdown, DropdownContent, DropdownItem, DropdownLabel, DropdownTrigger } from '@/components/ui/dropdown';

const FORMATS = [
  { name: 'csv', query: { format: 'csv' } },
  { name: 'excel', query: { format: 'csv', bom: 'true' } },
  { name: 'ndjson', query: { format: 'ndjson' } },
] as const;

/** Downloads the events that the list's filters leave. @param filter without page and order */
export function AuditExportMenu({ filter, narrowed }: { filter: Readonly<Record<string, string>>; narrowed: boolean }) {
  const t = useTranslations('audit.export');
  return (
    <Dropdown>
      <DropdownTrigger asChild>
        <Button>
          <Download aria-hidden /> {t('open')} <ChevronDown aria-hidden />
        </Button>
      </DropdownTrigger>
      <DropdownContent align="end">
        <DropdownLabel>{t(narrowed ? 'filtered' : 'all')}</DropdownLabel>
        {FORMATS.map(({ name, query }) => (
          <DropdownItem key={name} asChild>
            <a href={`/files/audit/export?${new URLSearchParams({ ...filter, ...query }).toString()}`} download>
              {t(name)}
            </a>
          </DropdownItem>
        ))}
      </DropdownContent>
    </Dropdown>
  );
}
