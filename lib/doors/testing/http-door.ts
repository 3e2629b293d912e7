import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeServerFile } from '@/lib/boot/server-file';
import type { Runtime } from '@/lib/runtime';
import { createRestHandler } from '../rest/rest-handler';

export interface HttpDoor {
  address: string;
  /** Method and path of each request, in order. */
  requests: string[];
  close(): Promise<void>;
}

/** The REST door on a port of its own, and the file by which the command line finds it. */
export async function openHttpDoor(runtime: Runtime): Promise<HttpDoor> {
  const handle = createRestHandler();
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    requests.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`);
    void requestOf(incoming)
      .then((request) => handle(request, runtime))
      .then(async (response) => {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(Buffer.from(await response.arrayBuffer()));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const takeBack = await writeServerFile(runtime.env.fsRoot, address);
  return {
    address,
    requests,
    close: async () => {
      await takeBack();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = new Headers(Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]));
  const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
  return new Request(`http://${incoming.headers.host ?? 'localhost'}${incoming.url ?? '/'}`, { method: incoming.method, headers, body });
}
