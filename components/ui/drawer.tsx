'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';

export const Drawer = Primitive.Root;

interface DrawerContentProps {
  title: string;
  description?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** Work on one thing of a list that stays in sight behind it; at the right edge, the whole width on a phone. */
export function DrawerContent({ title, description, children, className }: DrawerContentProps) {
  const t = useTranslations('common');
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 animate-fade-in bg-overlay" />
      <Primitive.Content
        aria-describedby={description ? undefined : ''}
        className={cn('fixed inset-y-0 right-0 z-50 flex w-full max-w-lg animate-fade-in flex-col border-l bg-raised shadow-lg', className)}
      >
        <header className="flex items-start justify-between gap-4 border-b px-5 py-3.5">
          <div className="min-w-0 space-y-1">
            <Primitive.Title className="text-lg">{title}</Primitive.Title>
            {description && <Primitive.Description className="text-sm text-pretty text-ink-soft">{description}</Primitive.Description>}
          </div>
          <Primitive.Close asChild>
            <Button variant="ghost" size="icon-sm" aria-label={t('close')}>
              <X aria-hidden />
            </Button>
          </Primitive.Close>
        </header>
        <div className="flex min-h-0 flex-1 flex-col">{children}</div>
      </Primitive.Content>
    </Primitive.Portal>
  );
}
