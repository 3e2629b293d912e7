'use client';

import { useTranslations } from 'next-intl';
import { Slot } from 'radix-ui';
import { createContext, useCallback, useContext, useMemo, useState, type ComponentProps, type MouseEvent, type ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';
import type { DialogFrame } from './dialog-frame';
import { later } from './later';

const DialogContext = createContext<{ open: boolean; change: (open: boolean) => void } | null>(null);

/** The frame of all dialogs and drawers. Its script comes after the page has loaded, or with the first that is opened. */
export const LaterFrame = later<ComponentProps<typeof DialogFrame>>(() => import('./dialog-frame').then((module) => module.DialogFrame));

export function useDialog() {
  const dialog = useContext(DialogContext);
  if (!dialog) throw new Error('a part of a dialog stands outside of a Dialog');
  return dialog;
}

interface DialogProps {
  /** Left out where the dialog keeps it itself. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

export function Dialog({ open: given, onOpenChange, children }: DialogProps) {
  const [own, setOwn] = useState(false);
  const open = given ?? own;
  const change = useCallback(
    (next: boolean) => {
      setOwn(next);
      onOpenChange?.(next);
    },
    [onOpenChange],
  );
  const dialog = useMemo(() => ({ open, change }), [open, change]);
  return <DialogContext value={dialog}>{children}</DialogContext>;
}

interface PartProps extends ComponentProps<'button'> {
  /** Its only child is the button. */
  asChild?: boolean;
}

export function DialogTrigger({ asChild, ...props }: PartProps) {
  const { open, change } = useDialog();
  const Button = asChild ? Slot.Root : 'button';
  const onClick = ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
    // Not every browser gives the focus to what is clicked, and it comes back to what has it now.
    currentTarget.focus();
    change(true);
  };
  return <Button type="button" aria-haspopup="dialog" aria-expanded={open} data-state={open ? 'open' : 'closed'} onClick={onClick} {...props} />;
}

export function DialogClose({ asChild, ...props }: PartProps) {
  const { change } = useDialog();
  const Button = asChild ? Slot.Root : 'button';
  return <Button type="button" onClick={() => change(false)} {...props} />;
}

interface DialogContentProps {
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  className?: string;
}

/** A question or a short piece of work that has to be ended before anything else goes on. */
export function DialogContent({ className, footer, ...props }: DialogContentProps) {
  const { open, change } = useDialog();
  return (
    open && (
      <LaterFrame
        {...props}
        onClose={() => change(false)}
        className={cn('top-[12vh] left-1/2 max-h-[78vh] w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 rounded-xl border max-sm:top-[6vh] max-sm:max-h-[88vh]', className)}
        headerClassName="px-5 pt-4"
        bodyClassName="overflow-y-auto px-5 py-4 empty:pt-0"
        footer={footer && <footer className="flex flex-wrap justify-end gap-2 rounded-b-xl border-t bg-sunken px-5 py-3">{footer}</footer>}
      />
    )
  );
}

/** The way out, beside what confirms. */
export function DialogCancel() {
  const t = useTranslations('common');
  return (
    <DialogClose asChild>
      <Button>{t('cancel')}</Button>
    </DialogClose>
  );
}
