'use client';

import { useTranslations } from 'next-intl';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { DialogFrame } from './dialog-frame';

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;
export const DialogClose = Primitive.Close;

interface DialogContentProps {
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  className?: string;
}

/** A question or a short piece of work that has to be ended before anything else goes on. */
export function DialogContent({ className, footer, ...props }: DialogContentProps) {
  return (
    <DialogFrame
      {...props}
      className={cn('top-[12vh] left-1/2 max-h-[78vh] w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 rounded-xl border max-sm:top-[6vh] max-sm:max-h-[88vh]', className)}
      headerClassName="px-5 pt-4"
      bodyClassName="overflow-y-auto px-5 py-4 empty:pt-0"
      footer={footer && <footer className="flex flex-wrap justify-end gap-2 rounded-b-xl border-t bg-sunken px-5 py-3">{footer}</footer>}
    />
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
