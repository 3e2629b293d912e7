'use client';

import { createContext, useCallback, useContext, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { cn } from './cn';
import { LaterFrame } from './dialog';

type Question = () => void;
interface Closing {
  /** Puts a question in the way of closing. @returns what takes it away */
  hold: (question: Question) => () => void;
  close: () => void;
}
const ClosingContext = createContext<Closing | null>(null);

interface DrawerProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** For what has tables or several parts. */
  wide?: boolean;
}

/** Work on one thing of a list that stays in sight behind it; at the right edge, the whole width on a phone. */
export function Drawer({ open, onClose, children, wide, ...frame }: DrawerProps) {
  // Each part of a drawer may have work of its own to ask about; the first one asks.
  const questions = useRef(new Set<Question>());
  const hold = useCallback((question: Question) => {
    const { current } = questions;
    current.add(question);
    return () => void current.delete(question);
  }, []);
  const closing = useMemo(() => ({ hold, close: onClose }), [hold, onClose]);
  return (
    open && (
      <LaterFrame
        {...frame}
        onClose={() => ([...questions.current][0] ?? onClose)()}
        className={cn('inset-y-0 right-0 w-full border-l', wide ? 'max-w-2xl' : 'max-w-lg')}
        headerClassName="border-b px-5 py-3.5"
        bodyClassName="flex flex-1 flex-col"
      >
        <ClosingContext value={closing}>{children}</ClosingContext>
      </LaterFrame>
    )
  );
}

/** The part of a drawer that scrolls. */
export function DrawerBody({ children }: { children: ReactNode }) {
  return <div className="min-h-0 flex-1 space-y-5 overflow-y-auto px-5 py-4">{children}</div>;
}

/** What ends the work, always in sight. */
export function DrawerFooter({ children }: { children: ReactNode }) {
  return <footer className="flex flex-wrap justify-end gap-2 border-t bg-sunken px-5 py-3">{children}</footer>;
}

/** Lets what stands in a drawer ask before it is closed. @param question null while there is nothing to ask @returns what closes it all the same; null outside of a drawer */
export function useClosingQuestion(question: Question | null): (() => void) | null {
  const closing = useContext(ClosingContext);
  useEffect(() => {
    return question ? closing?.hold(question) : undefined;
  }, [closing, question]);
  return closing?.close ?? null;
}
