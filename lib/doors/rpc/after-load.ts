/** A browser that is never idle is given what waits all the same. */
const IDLE_MS = 1_000;

/** Runs when the page has loaded and the browser has nothing more urgent; soon where it has loaded before. @returns what calls it off */
export function afterLoad(run: () => void): () => void {
  let off: () => void;
  const wait = () => {
    if (typeof requestIdleCallback === 'function') {
      const idle = requestIdleCallback(run, { timeout: IDLE_MS });
      off = () => cancelIdleCallback(idle);
    } else {
      const timer = setTimeout(run);
      off = () => clearTimeout(timer);
    }
  };
  off = () => window.removeEventListener('load', wait);
  if (document.readyState === 'complete') wait();
  else window.addEventListener('load', wait, { once: true });
  return () => off();
}

/** A picture that hangs must not keep a read from being sent. */
const LOADED_MS = 1_500;

/** Done when the page has loaded, or has taken long. */
export async function loaded(): Promise<void> {
  if (document.readyState === 'complete') return;
  await new Promise<void>((done) => {
    window.addEventListener('load', () => done(), { once: true });
    setTimeout(done, LOADED_MS);
  });
}
