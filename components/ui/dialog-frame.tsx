'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as Primitive } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';

interface DialogFrameProps {
  onClose: () => void;
  title: string;
  /** Words below the title, or badges and ids. */
  description?: ReactNode;
  children?: ReactNode;
  /** Where it stands and how large it is. */
  className: string;
  headerClassName: string;
  /** Holds what is scrolled. */
  bodyClassName: string;
  footer?: ReactNode;
}

/** What dialogs and drawers share: the veil, the title, the button that closes, and where the keyboard begins. */
export function DialogFrame({ onClose, title, description, children, className, headerClassName, bodyClassName, footer }: DialogFrameProps) {
  const t = useTranslations('common');
  const giveBack = useGiveBack();
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-50 animate-fade-in bg-overlay" />
        <Primitive.Content aria-describedby={description ? undefined : ''} onOpenAutoFocus={focusFirstInput} onCloseAutoFocus={giveBack} onEscapeKeyDown={leaveToList} className={cn('fixed z-50 flex animate-fade-in flex-col bg-raised shadow-lg', className)}>
          <header className={cn('flex items-start justify-between gap-4', headerClassName)}>
            <div className="min-w-0 space-y-1">
              <Primitive.Title className="text-lg break-words">{title}</Primitive.Title>
              {description && (
                <Primitive.Description asChild>
                  <div className="text-sm text-pretty text-ink-soft">{description}</div>
                </Primitive.Description>
              )}
            </div>
            <Primitive.Close asChild>
              <Button variant="ghost" size="icon-sm" aria-label={t('close')}>
                <X aria-hidden />
              </Button>
            </Primitive.Close>
          </header>
          <div data-dialog-body className={cn('min-h-0', bodyClassName)}>
            {children}
          </div>
          {footer}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** The focus goes back to what had it, where that is still there: dialogs are opened by more than their own buttons. */
export function useGiveBack(): (event: Event) => void {
  const [before] = useState(opener);
  return (event) => {
    event.preventDefault();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
}

/** What has the focus now; of an item of a menu, which goes with it, the menu's button. */
function opener(): Element | null {
  const { activeElement } = document;
  const menu = activeElement?.closest('[role="menu"]');
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : activeElement;
}

/** Who opens a form wants to type, not to close it. Without an input, and where there is something to read first, focus goes where Radix puts it. */
function focusFirstInput(event: Event): void {
  const content = event.currentTarget;
  const input = content instanceof HTMLElement ? content.querySelector<HTMLElement>('[data-dialog-body] :is(input:not([type="checkbox"], [type="radio"]), select, textarea):enabled:not([data-read-first] *)') : null;
  if (!input) return;
  event.preventDefault();
  input.focus();
}

/** Escape in a field whose list is open closes that list alone. */
function leaveToList(event: KeyboardEvent): void {
  if (event.target instanceof Element && event.target.matches('[role="combobox"][aria-expanded="true"]')) event.preventDefault();
}
