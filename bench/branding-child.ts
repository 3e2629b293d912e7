import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerBranding } from '@/lib/doors/public/public-branding';
import { operations } from '@/lib/operations/registry';
import { runOperation } from '@/lib/operations/pipeline';
import { sampleTenant } from '@/lib/store/testing/fs-entities';
import { callAs, openTestRuntime, principalOf } from '@/lib/testing/test-runtime';

// A process of its own: `/handler` is the public answer without Next, `/bare` the same bytes from Node's HTTP alone.
// Prints its port, and ends with its standard input.
const SLUG = 'bench';
const runtime = await openTestRuntime();
const owner = callAs(principalOf('owner'));
await runtime.store.config.tenants.create(sampleTenant(SLUG, { name: 'Bench' }));
await runOperation(operations.branding.save, { slug: SLUG, draft: { radius: 12 } }, { ...owner, ifMatch: '*' }, runtime);
await runOperation(operations.branding.publish, { slug: SLUG }, owner, runtime);

const answerTo = (headers: [string, string][]) => answerBranding(new Request(`http://127.0.0.1/t/${SLUG}/branding`, { headers }), SLUG, runtime);
const sample = await answerTo([]);
const headers = Object.fromEntries(sample.headers);
const body = Buffer.from(await sample.arrayBuffer());

function bare(incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (incoming.headers['if-none-match'] === headers['etag']) outgoing.writeHead(304, headers).end();
  else outgoing.writeHead(200, headers).end(body);
}

async function handler(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const sent = Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : []));
  const answer = await answerTo(sent);
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
}

const server = createServer((incoming, outgoing) => (incoming.url === '/bare' ? bare(incoming, outgoing) : void handler(incoming, outgoing)));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
console.log(String((server.address() as AddressInfo).port));
process.stdin.resume().on('end', () => {
  server.close();
  server.closeAllConnections();
  void runtime.dispose();
});
