'use client';

import { useEffect } from 'react';
import { Toaster } from 'sonner';

export { toast } from 'sonner';

const view = standing();
/** Kept when the view stands: what is said before it is lost. */
export const { ready } = view;

function standing() {
  let stands: () => void;
  const ready = new Promise<void>((kept) => {
    stands = kept;
  });
  return { ready, stand: () => stands() };
}

/** Where confirmations appear. */
export function ToastView() {
  useEffect(() => view.stand(), []);
  return <Toaster position="bottom-right" toastOptions={{ className: '!rounded-lg !border-line !bg-raised !text-ink !shadow-lg !font-sans' }} />;
}
