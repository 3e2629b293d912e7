import { createServer, request, type Agent, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { createRestHandler } from '@/lib/doors/rest/rest-handler';
import type { Runtime } from '@/lib/runtime';

export interface HttpDoor {
  origin: string;
  close(): Promise<void>;
}

/**
 * The REST door behind Node's own HTTP server, as a host for fetch handlers puts it there; `/` answers
 * at once, so that the cost of HTTP itself can be told. What Next's router adds is not in it.
 */
export async function overHttp(rest: ReturnType<typeof createRestHandler>, runtime: Runtime): Promise<HttpDoor> {
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === '/') return void outgoing.end('{}');
    const headers = Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : []));
    void rest(new Request(`http://127.0.0.1${incoming.url}`, { method: incoming.method, headers }), runtime).then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** One GET over a kept connection; resolves with the body. @throws Error for any status but 200. */
export function get(agent: Agent, origin: string, path: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    request(origin + path, { agent, headers }, (answer: IncomingMessage) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      answer.on('end', () => (answer.statusCode === 200 ? resolve(body) : reject(new Error(`${answer.statusCode}: ${body}`))));
    })
      .on('error', reject)
      .end();
  });
}
