import { ChevronDown, Download } from 'lucide-react';
import { Fragment } from 'react';
import { Button } from '@/components/ui/button';
import { Dropdown, DropdownContent, DropdownItem, DropdownLabel, DropdownSeparator, DropdownTrigger } from '@/components/ui/dropdown';

/** Files that a list can be had as. `excel` is CSV that says it is UTF-8. */
export const EXPORTS = [
  { name: 'csv', format: 'csv', bom: false },
  { name: 'excel', format: 'csv', bom: true },
  { name: 'ndjson', format: 'ndjson', bom: false },
] as const;
export type Export = (typeof EXPORTS)[number];

interface ExportDropdownProps {
  label: string;
  /** What is exported, each as every kind of file. */
  groups: { label: string; href: (file: Export) => string }[];
  nameOf: (file: Export['name']) => string;
}

/** Downloads what a list has. */
export function ExportDropdown({ label, groups, nameOf }: ExportDropdownProps) {
  return (
    <Dropdown>
      <DropdownTrigger asChild>
        <Button>
          <Download aria-hidden /> {label} <ChevronDown aria-hidden />
        </Button>
      </DropdownTrigger>
      <DropdownContent align="end">
        {groups.map((group, index) => (
          <Fragment key={group.label}>
            {index > 0 && <DropdownSeparator />}
            <DropdownLabel>{group.label}</DropdownLabel>
            {EXPORTS.map((file) => (
              <DropdownItem key={file.name} asChild>
                <a href={group.href(file)} download>
                  {nameOf(file.name)}
                </a>
              </DropdownItem>
            ))}
          </Fragment>
        ))}
      </DropdownContent>
    </Dropdown>
  );
}
