'use client';

import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useGiveBack } from './dialog-frame';

/** What slides in for a `Sheet`. */
export function SheetFrame({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const giveBack = useGiveBack();
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade-in bg-overlay" />
        <Primitive.Content aria-describedby="" onCloseAutoFocus={giveBack} className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] animate-sheet-in flex-col border-r bg-canvas shadow-lg">
          <Primitive.Title className="sr-only">{title}</Primitive.Title>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
