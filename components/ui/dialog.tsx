'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';

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

export function DialogContent({ title, description, children, footer, className }: DialogContentProps) {
  const t = useTranslations('common');
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-50 animate-fade-in bg-overlay" />
      <Primitive.Content
        aria-describedby={description ? undefined : ''}
        className={cn('fixed top-[12vh] left-1/2 z-50 flex max-h-[78vh] w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 animate-fade-in flex-col rounded-xl border bg-raised shadow-lg', className)}
      >
        <header className="flex items-start justify-between gap-4 px-5 pt-4">
          <div className="space-y-1">
            <Primitive.Title className="text-lg">{title}</Primitive.Title>
            {description && <Primitive.Description className="text-sm text-ink-soft">{description}</Primitive.Description>}
          </div>
          <Primitive.Close asChild>
            <Button variant="ghost" size="icon-sm" aria-label={t('close')}>
              <X aria-hidden />
            </Button>
          </Primitive.Close>
        </header>
        <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div>
        {footer && <footer className="flex flex-wrap justify-end gap-2 rounded-b-xl border-t bg-sunken px-5 py-3">{footer}</footer>}
      </Primitive.Content>
    </Primitive.Portal>
  );
}
