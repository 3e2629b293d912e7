import type { Logger } from '@/lib/log';

export interface Loop {
  /** Ends the loop and waits for the round under way. */
  stop(): Promise<void>;
}

/**
 * Runs `work` again and again with a pause between rounds; a round that fails is logged and the
 * next one comes all the same. The pause varies by a fifth, so that processes do not march in step.
 */
export function startLoop(name: string, pauseMs: number, log: Logger, work: (signal: AbortSignal) => Promise<unknown>): Loop {
  const abort = new AbortController();
  const done = (async () => {
    while (!abort.signal.aborted) {
      try {
        await work(abort.signal);
      } catch (error) {
        log.error({ err: error, loop: name }, 'a round failed');
      }
      await pause(pauseMs * (0.9 + Math.random() * 0.2), abort.signal);
    }
  })();
  return {
    stop: async () => {
      abort.abort();
      await done;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
