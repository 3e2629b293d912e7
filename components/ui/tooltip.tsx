'use client';

import { Slot } from 'radix-ui';
import { useEffect, useId, useLayoutEffect, useRef, useState, type FocusEvent, type PointerEvent, type ReactElement, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { besides, type Side } from './besides';

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

interface HintProps {
  id: string;
  anchor: Element;
  side: Side;
  onStay: () => void;
  onLeave: () => void;
  onClose: () => void;
  children: ReactNode;
}

function Hint({ id, anchor, side, onStay, onLeave, onClose, children }: HintProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    const { x, y } = besides(anchor.getBoundingClientRect(), current.getBoundingClientRect(), side, { width: innerWidth, height: innerHeight });
    Object.assign(current.style, { left: `${x}px`, top: `${y}px` });
  }, [anchor, side, children]);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // The hint alone, not the dialog that it stands in.
      event.stopPropagation();
      close.current();
    };
    const onScroll = () => close.current();
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('scroll', onScroll, true);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('scroll', onScroll, true);
    };
  }, []);
  return createPortal(
    <div ref={box} id={id} role="tooltip" onPointerEnter={onStay} onPointerLeave={onLeave} className="pointer-events-auto fixed top-0 left-0 z-50 w-max max-w-72 animate-fade-in rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-md">
      {children}
    </div>,
    document.body,
  );
}
