'use client';

import { Slot } from 'radix-ui';
import { createContext, useCallback, useContext, useId, useMemo, useRef, useState, type ComponentProps, type ComponentType, type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject } from 'react';
import type { DropdownMenu, DropdownParts } from './dropdown-menu';
import { PartsContext, type DropdownOpening } from './dropdown-parts';
import { later } from './later';

interface DropdownState {
  open: DropdownOpening | null;
  change: (open: DropdownOpening | null) => void;
  triggerId: string;
  contentId: string;
  trigger: RefObject<HTMLButtonElement | null>;
}

const DropdownContext = createContext<DropdownState | null>(null);

const Menu = later<ComponentProps<typeof DropdownMenu>>(() => import('./dropdown-menu').then((module) => module.DropdownMenu));

function useDropdown(): DropdownState {
  const state = useContext(DropdownContext);
  if (!state) throw new Error('a part of a menu stands outside of a Dropdown');
  return state;
}

/** A menu under its button. The menu's own script comes after the page has loaded, or with the first click. */
export function Dropdown({ onOpenChange, children }: { onOpenChange?: (open: boolean) => void; children: ReactNode }) {
  const [open, setOpen] = useState<DropdownOpening | null>(null);
  const change = useCallback(
    (next: DropdownOpening | null) => {
      setOpen(next);
      onOpenChange?.(next !== null);
    },
    [onOpenChange],
  );
  const triggerId = useId();
  const contentId = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const state = useMemo(() => ({ open, change, triggerId, contentId, trigger }), [open, change, triggerId, contentId]);
  return <DropdownContext value={state}>{children}</DropdownContext>;
}

export function DropdownTrigger({ asChild, ...props }: ComponentProps<'button'> & { /** Its only child is the button. */ asChild?: boolean }) {
  const { open, change, triggerId, contentId, trigger } = useDropdown();
  const shown = open !== null;
  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0 || event.ctrlKey || event.currentTarget.disabled) return;
    change(shown ? null : 'pointer');
    // The menu takes the focus, not the button.
    if (!shown) event.preventDefault();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    change(shown && event.key !== 'ArrowDown' ? null : 'keyboard');
  };
  const Button = asChild ? Slot.Root : 'button';
  return (
    <Button
      type="button"
      id={triggerId}
      aria-haspopup="menu"
      aria-expanded={shown}
      aria-controls={shown ? contentId : undefined}
      data-state={shown ? 'open' : 'closed'}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      {...props}
      ref={trigger}
    />
  );
}

export function DropdownContent(props: Pick<ComponentProps<'div'>, 'className' | 'children'> & { align?: 'start' | 'center' | 'end' }) {
  const { open, change, triggerId, contentId, trigger } = useDropdown();
  // What was open once stays, so that it can give the focus back.
  const [wanted, setWanted] = useState(false);
  if (open !== null && !wanted) setWanted(true);
  return wanted && <Menu {...props} id={contentId} labelledBy={triggerId} anchor={trigger} open={open} onClose={() => change(null)} />;
}

function part<Props extends object>(name: keyof DropdownParts) {
  return function DropdownPart(props: Props) {
    const parts = useContext(PartsContext);
    if (!parts) throw new Error('a part of a menu stands outside of its content');
    const Part = parts[name] as ComponentType<object>;
    return <Part {...props} />;
  };
}

export const DropdownItem = part<ComponentProps<DropdownParts['Item']>>('Item');
export const DropdownLabel = part<ComponentProps<DropdownParts['Label']>>('Label');
export const DropdownSeparator = part('Separator');
export const DropdownCheckboxItem = part<ComponentProps<DropdownParts['CheckboxItem']>>('CheckboxItem');
export const DropdownRadioGroup = part<ComponentProps<DropdownParts['RadioGroup']>>('RadioGroup');
export const DropdownRadioItem = part<ComponentProps<DropdownParts['RadioItem']>>('RadioItem');
