import { createServer } from 'node:net';

/** A port that nobody listens on at this moment on the loopback address. */
export async function freePort(): Promise<number> {
  return (await tryListen(0)) ?? Promise.reject(new Error('no free port'));
}

/** Can somebody listen on this port of the loopback address now? */
export async function isPortFree(port: number): Promise<boolean> {
  return (await tryListen(port)) !== null;
}

function tryListen(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}
