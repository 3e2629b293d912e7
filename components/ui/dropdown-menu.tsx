'use client';

import { Check } from 'lucide-react';
import { Menu as Primitive } from 'radix-ui/internal';
import { useEffect, useRef, type ComponentProps, type ReactNode, type RefObject } from 'react';
import { cn } from './cn';
import { PartsContext, type DropdownOpening } from './dropdown-parts';

const item =
  "relative flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover [&_svg:not([class*='size-'])]:size-4 [&_svg]:text-ink-faint";

interface DropdownMenuProps {
  id: string;
  labelledBy: string;
  /** The button that it stands under, and that has the focus again afterwards. */
  anchor: RefObject<HTMLElement | null>;
  open: DropdownOpening | null;
  onClose: () => void;
  align?: 'start' | 'center' | 'end';
  className?: string;
  children?: ReactNode;
}

/** The menu of a `Dropdown`, as Radix makes it. */
export function DropdownMenu({ id, labelledBy, anchor, open, onClose, className, children, ...props }: DropdownMenuProps) {
  const content = useRef<HTMLDivElement>(null);
  return (
    <Primitive.Root open={open !== null} onOpenChange={(next) => !next && onClose()}>
      <Primitive.Anchor virtualRef={anchor} />
      <Primitive.Portal>
        <Primitive.Content
          ref={content}
          id={id}
          aria-labelledby={labelledBy}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current?.focus();
          }}
          className={cn('z-50 min-w-48 animate-pop-in rounded-lg border bg-raised p-1 shadow-md', className)}
          {...props}
        >
          {open === 'keyboard' && <BeginAtFirst of={content} />}
          <PartsContext value={parts}>{children}</PartsContext>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Radix begins there by itself only where it has heard the key, and the first time it comes after it. */
function BeginAtFirst({ of }: { of: RefObject<HTMLElement | null> }) {
  useEffect(() => of.current?.querySelector<HTMLElement>('[role^="menuitem"]:not([data-disabled])')?.focus({ preventScroll: true }), [of]);
  return null;
}

function Item({ className, ...props }: ComponentProps<typeof Primitive.Item>) {
  return <Primitive.Item className={cn(item, className)} {...props} />;
}

function Label({ className, ...props }: ComponentProps<typeof Primitive.Label>) {
  return <Primitive.Label className={cn('px-2 py-1.5 text-xs text-ink-faint', className)} {...props} />;
}

function Separator() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
}

function CheckboxItem({ className, children, ...props }: ComponentProps<typeof Primitive.CheckboxItem>) {
  return (
    <Primitive.CheckboxItem className={cn(item, 'pl-8', className)} {...props}>
      <Primitive.ItemIndicator className="absolute left-2">
        <Check aria-hidden />
      </Primitive.ItemIndicator>
      {children}
    </Primitive.CheckboxItem>
  );
}

function RadioItem({ className, children, ...props }: ComponentProps<typeof Primitive.RadioItem>) {
  return (
    <Primitive.RadioItem className={cn(item, 'pl-8', className)} {...props}>
      <Primitive.ItemIndicator className="absolute left-2">
        <Check aria-hidden />
      </Primitive.ItemIndicator>
      {children}
    </Primitive.RadioItem>
  );
}

const parts = { Item, Label, Separator, CheckboxItem, RadioGroup: Primitive.RadioGroup, RadioItem };
export type DropdownParts = typeof parts;
