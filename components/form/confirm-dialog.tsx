'use client';

import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogCancel, DialogContent } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import type { ActionProblem, ActionResult } from './action';
import { Field } from './field';
import { FormProblem } from './form-problem';

interface ConfirmDialogProps<T> {
  title: string;
  /** What will be lost, counted. */
  description?: ReactNode;
  confirm: string;
  /** A name to be typed before. */
  typed?: { label: string; value: string };
  /** It cannot be done now: the reason stands in the description. */
  blocked?: boolean;
  children?: ReactNode;
  /** Beside the button, such as the same as a line for a shell. */
  aside?: ReactNode;
  run: () => Promise<ActionResult<T>>;
  onDone: (data: T) => void;
  onClose: () => void;
}

/** Asks before something is taken away, and tells why it was refused. */
export function ConfirmDialog<T>({ title, description, confirm, typed, blocked = false, children, aside, run, onDone, onClose }: ConfirmDialogProps<T>) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const act = async () => {
    setBusy(true);
    const result = await run();
    setBusy(false);
    if (result.ok) onDone(result.data);
    else setProblem(result.error);
  };
  const ready = !blocked && (!typed || text === typed.value);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={title}
        description={description}
        footer={
          <>
            {aside}
            <DialogCancel />
            <Button variant="danger" disabled={!ready} pending={busy} onClick={() => void act()}>
              {confirm}
            </Button>
          </>
        }
      >
        {(problem || children || typed) && (
          <form
            className="space-y-3"
            onSubmit={(event) => {
              event.preventDefault();
              if (ready && !busy) void act();
            }}
          >
            <FormProblem problem={problem} />
            {children}
            {typed && (
              <Field label={typed.label}>
                <Input value={text} onChange={(event) => setText(event.target.value)} autoComplete="off" spellCheck={false} />
              </Field>
            )}
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}
