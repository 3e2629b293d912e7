import type { BrowserPorts, Channel } from './tab';

/** The browser as it is: Web Locks are missing outside secure contexts (plain HTTP to another host than localhost). */
export function browserPorts(): BrowserPorts {
  const locks = (navigator as { locks?: LockManager }).locks;
  return {
    locks: locks ? { request: (name, options, granted) => locks.request(name, options, granted) } : null,
    channel: typeof BroadcastChannel === 'undefined' ? null : openChannel,
    open: (url) => new EventSource(url),
    statusOf: async (url) => {
      const abort = new AbortController();
      const { status } = await fetch(url, { signal: abort.signal, cache: 'no-store' });
      abort.abort();
      return status;
    },
  };
}

function openChannel(name: string, heard: (word: unknown) => void): Channel {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => heard(data);
  return { post: (word) => channel.postMessage(word), close: () => channel.close() };
}
