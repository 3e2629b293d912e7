import type { ExternalToast } from 'sonner';

type View = typeof import('./toast-view');
type Say = (text: string, options?: ExternalToast) => void;

/** The library that draws them comes after the page has loaded; what is said before waits for it. */
async function drawn(): Promise<View['toast']> {
  const { toast, ready } = await import('./toast-view');
  await ready;
  return toast;
}

const say =
  (kind: 'success' | 'error'): Say =>
  (text, options) =>
    void drawn().then((toast) => toast[kind](text, options));

/** Says in passing what came of something. */
export const toast = { success: say('success'), error: say('error') };
