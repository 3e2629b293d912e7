'use client';

import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import { Dropdown, DropdownCheckboxItem, DropdownContent, DropdownTrigger } from '@/components/ui/dropdown';
import { fieldStyles } from '@/components/ui/input';
import { optionLabel } from '../select';
import type { InputProps } from '../field-ui';
import { chosenIn, heldOf, toggled } from './chosen';

/** What is chosen stands in the button; its list stays open while several are ticked, and letters typed find one. */
export function MultiselectInput({ id, value, onChange, onBlur, options, emptyLabel, disabled, ref, maxLength: _maxLength, 'aria-describedby': described, ...aria }: InputProps) {
  const listed = useId();
  const chosen = chosenIn(value);
  const order = options.map((option) => option.value);
  // One that is no longer an option can still be taken away.
  const shown = [...options, ...chosen.filter((one) => !order.includes(one)).map((one) => ({ value: one, label: one }))];
  return (
    <Dropdown onOpenChange={(open) => !open && onBlur?.(undefined as never)}>
      <DropdownTrigger asChild>
        <button {...aria} ref={ref} id={id} type="button" disabled={disabled} aria-describedby={[listed, described].filter(Boolean).join(' ')} className={cn(fieldStyles, 'flex min-h-9 items-center gap-2 py-1 pr-2.5 pl-3 text-left')}>
          <span id={listed} className="flex min-w-0 flex-1 flex-wrap gap-1">
            {chosen.length === 0 ? <span className="truncate text-ink-faint">{emptyLabel}</span> : chosen.map((one) => <Badge key={one} className="max-w-full truncate">{optionLabel(options, one)}</Badge>)}
          </span>
          <ChevronDown className="size-4 shrink-0 text-ink-faint" aria-hidden />
        </button>
      </DropdownTrigger>
      <DropdownContent align="start" className="max-h-72 w-(--radix-popper-anchor-width) overflow-y-auto">
        {shown.map((option) => (
          <DropdownCheckboxItem key={option.value} checked={chosen.includes(option.value)} onSelect={(event) => event.preventDefault()} onCheckedChange={() => onChange(heldOf(toggled(order, chosen, option.value)))}>
            <span className="min-w-0 break-words">{option.label}</span>
          </DropdownCheckboxItem>
        ))}
      </DropdownContent>
    </Dropdown>
  );
}
