import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { scrape } from '@/lib/metrics/scrape';
import type { Runtime } from '@/lib/runtime';

/**
 * The worker's own `GET /metrics`, on a port of its own: Prometheus takes each process for a target, so
 * that a worker that hangs or died is seen as such, and its numbers are never another process's old copy.
 * A port that is taken is logged; the work goes on. @returns closes it
 */
export function startMetricsServer(runtime: Pick<Runtime, 'env' | 'log' | 'metrics' | 'trustedProxies'>): () => Promise<void> {
  const { host, workerMetricsPort: port } = runtime.env;
  if (port === undefined) return () => Promise.resolve();
  const server = createServer((request, response) => {
    answer(request, response, runtime).catch((error: unknown) => {
      runtime.log.error({ err: error }, 'metrics could not be told');
      response.writeHead(500).end();
    });
  });
  server.on('error', (error) => runtime.log.error({ err: error, host, port }, 'the worker’s metrics are not served'));
  server.listen({ host, port }, () => runtime.log.info({ host, port }, 'the worker’s metrics are served'));
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}

async function answer(request: IncomingMessage, response: ServerResponse, runtime: Pick<Runtime, 'env' | 'metrics' | 'trustedProxies'>): Promise<void> {
  if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
    response.writeHead(404).end();
    return;
  }
  const forwarded = request.headers['x-forwarded-for'];
  const { status, headers, body } = await scrape(
    { peer: request.socket.remoteAddress ?? null, forwardedFor: Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? null), authorization: request.headers.authorization ?? null },
    runtime,
  );
  response.writeHead(status, headers).end(body);
}
