'use client';

import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

export const Sheet = Primitive.Root;
export const SheetTrigger = Primitive.Trigger;
export const SheetClose = Primitive.Close;

/** Slides in from the left edge; for navigation on narrow screens. */
export function SheetContent({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 animate-fade-in bg-overlay" />
      <Primitive.Content aria-describedby="" className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] animate-sheet-in flex-col border-r bg-canvas shadow-lg">
        <Primitive.Title className="sr-only">{title}</Primitive.Title>
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  );
}
