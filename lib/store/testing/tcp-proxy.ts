import { createServer, connect, type Socket } from 'node:net';

/** `pass` forwards; `refuse` closes its door; `blackhole` takes everything and answers nothing; `reset` cuts at once. */
export type ProxyMode = 'pass' | 'refuse' | 'blackhole' | 'reset';

export interface TcpProxy {
  readonly port: number;
  /** Connections it holds now. */
  readonly open: number;
  /** Most there were at once. */
  readonly high: number;
  set(mode: ProxyMode, latencyMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** A broken network in front of a real server: for tests of outages. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let mode: ProxyMode = 'pass';
  let latencyMs = 0;
  let open = 0;
  let high = 0;
  const forward = (data: Buffer, to: Socket) => {
    if (mode !== 'pass') return;
    if (latencyMs > 0) setTimeout(() => to.writable && to.write(data), latencyMs);
    else if (to.writable) to.write(data);
  };
  const server = createServer((inner) => {
    open += 1;
    high = Math.max(high, open);
    const outer = mode === 'pass' ? connect(target) : null;
    for (const socket of [inner, outer]) {
      if (!socket) continue;
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        if (mode !== 'blackhole') (socket === inner ? outer : inner)?.destroy();
      });
    }
    inner.once('close', () => {
      open -= 1;
      outer?.destroy();
    });
    if (mode === 'reset') inner.resetAndDestroy();
    inner.on('data', (data) => outer && forward(data, outer));
    outer?.on('data', (data) => forward(data, inner));
  });
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
  const stopListening = () => new Promise<void>((resolve) => (server.listening ? server.close(() => resolve()) : resolve()));
  const cutAll = () => sockets.forEach((socket) => socket.resetAndDestroy());
  const port = await listen(0);
  return {
    port,
    get open() {
      return open;
    },
    get high() {
      return high;
    },
    async set(next, latency = 0) {
      mode = next;
      latencyMs = latency;
      if (next === 'reset' || next === 'refuse') cutAll();
      if (next === 'refuse') await stopListening();
      else if (!server.listening) await listen(port);
    },
    async close() {
      cutAll();
      await stopListening();
    },
  };
}
