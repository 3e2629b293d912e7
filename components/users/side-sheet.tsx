'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';

interface SideSheetProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

/** One thing of a list, beside the list: the whole width on a phone. */
export function SideSheet({ open, onClose, title, description, children }: SideSheetProps) {
  const t = useTranslations('common');
  return (
    <Primitive.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade-in bg-overlay" />
        <Primitive.Content aria-describedby={description ? undefined : ''} className="fixed inset-y-0 right-0 z-50 flex w-full max-w-lg animate-fade-in flex-col border-l bg-surface shadow-lg">
          <header className="flex items-start justify-between gap-4 border-b px-5 py-3.5">
            <div className="min-w-0 space-y-1">
              <Primitive.Title className="text-lg break-words">{title}</Primitive.Title>
              {description && <Primitive.Description asChild><div className="text-sm text-ink-soft">{description}</div></Primitive.Description>}
            </div>
            <Primitive.Close asChild>
              <Button variant="ghost" size="icon-sm" aria-label={t('close')}>
                <X aria-hidden />
              </Button>
            </Primitive.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
