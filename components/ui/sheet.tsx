'use client';

import type { ComponentProps, ReactNode } from 'react';
import { Dialog, DialogTrigger, useDialog } from './dialog';
import { later } from './later';
import type { SheetFrame } from './sheet-frame';

export const Sheet = Dialog;
export const SheetTrigger = DialogTrigger;

const LaterSheet = later<ComponentProps<typeof SheetFrame>>(() => import('./sheet-frame').then((module) => module.SheetFrame));

/** Slides in from the left edge; for navigation on narrow screens. */
export function SheetContent({ title, children }: { title: string; children: ReactNode }) {
  const { open, change } = useDialog();
  return (
    open && (
      <LaterSheet title={title} onClose={() => change(false)}>
        {children}
      </LaterSheet>
    )
  );
}
