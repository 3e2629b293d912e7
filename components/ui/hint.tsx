'use client';

import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { besides, type Side } from './besides';

interface HintProps {
  id: string;
  anchor: Element;
  side: Side;
  onStay: () => void;
  onLeave: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** What floats beside a thing and says what it is. */
export function Hint({ id, anchor, side, onStay, onLeave, onClose, children }: HintProps) {
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
