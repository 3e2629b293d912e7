'use client';

import { Slot } from 'radix-ui';
import { useEffect, useId, useRef, useState, type FocusEvent, type PointerEvent, type ReactElement, type ReactNode } from 'react';
import type { Side } from './besides';
import { later } from './later';

const Hint = later(() => import('./hint').then((module) => module.Hint));

const OPEN_MS = 250;
/** Time to come from the thing to its hint, so that the hint can be read with the pointer on it (WCAG 1.4.13). */
const LEAVE_MS = 150;

/** A hint for what is already named; never the only name of a thing. */
export function Tooltip({ content, side = 'top', children }: { content: ReactNode; side?: Side; children: ReactElement }) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = (next: Element | null, afterMs = 0) => {
    clearTimeout(timer.current);
    if (afterMs === 0) setAnchor(next);
    else timer.current = setTimeout(() => setAnchor(next), afterMs);
  };
  const onPointerEnter = ({ currentTarget, pointerType }: PointerEvent) => pointerType !== 'touch' && show(currentTarget, OPEN_MS);
  const onFocus = ({ currentTarget }: FocusEvent) => currentTarget.matches(':focus-visible') && show(currentTarget);
  return (
    <>
      <Slot.Root
        aria-describedby={anchor ? id : undefined}
        onPointerEnter={onPointerEnter}
        onPointerLeave={() => show(null, LEAVE_MS)}
        onPointerDown={() => show(null)}
        onFocus={onFocus}
        onBlur={() => show(null)}
      >
        {children}
      </Slot.Root>
      {anchor && (
        <Hint id={id} anchor={anchor} side={side} onStay={() => clearTimeout(timer.current)} onLeave={() => show(null, LEAVE_MS)} onClose={() => show(null)}>
          {content}
        </Hint>
      )}
    </>
  );
}
