import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ORIGIN, startConsole } from '../e2e/support/console-process';
import { localClient } from '../e2e/support/rest';
import { interleave } from './interleave';
import { report } from './report';

const SLUG = 'bench';
const CONNECTIONS = 16;
/** Requests of one measured run, over all connections. */
const BATCH = 64;
const BARE = 'bare Node http, 200';
const BARE_KNOWN = 'bare Node http, 304';

/**
 * The public branding of a tenant, by requests a second: of a production build with Next's router, of the same
 * answer behind Node's HTTP alone, and of a bare handler that sends the same bytes; each whole, and as 304 to who
 * has it already. All answer over loopback from processes of their own.
 */
export async function run(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'tenantry-branding-'));
  const fsRoot = join(directory, 'root');
  await mkdir(fsRoot);
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/branding-child.ts'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const running = await startConsole(fsRoot);
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const own = `http://127.0.0.1:${line}`;
    const published = `${ORIGIN}/t/${SLUG}/branding`;
    await publish(fsRoot);
    const of = async (url: string) => ({ whole: () => batch(agent, url, {}, 200), known: await knownBatch(agent, url) });
    const [bare, handler, built] = [await of(`${own}/bare`), await of(`${own}/handler`), await of(published)];
    const measured = await interleave(
      [
        { name: BARE, run: bare.whole },
        { name: BARE_KNOWN, run: bare.known },
        { name: 'handler, without Next, 200', run: handler.whole },
        { name: 'handler, without Next, 304', against: BARE_KNOWN, run: handler.known },
        { name: 'production build, 200', run: built.whole },
        { name: 'production build, 304', against: BARE_KNOWN, run: built.known },
      ],
      { rounds: 60, perRound: 3, warmUp: 40 },
    );
    await report('branding', measured, { connections: CONNECTIONS, batch: BATCH });
    console.log(`\nrequests a second, ${CONNECTIONS} connections (median)`);
    for (const { name, p50 } of measured) console.log(`  ${name.padEnd(28)}${Math.round((BATCH / p50) * 1000).toString().padStart(7)}`);
  } finally {
    agent.destroy();
    child.stdin.end();
    await Promise.all([child.exitCode ?? once(child, 'exit'), running.stop()]);
    await rm(directory, { recursive: true, force: true });
  }
}

async function publish(fsRoot: string): Promise<void> {
  const rest = await localClient(fsRoot);
  await rest('POST', '/tenants', { slug: SLUG, name: 'Bench', database: null });
  await rest('PUT', `/tenants/${SLUG}/branding`, { draft: { radius: 12 } }, { 'if-match': '*' });
  const { status } = await rest('POST', `/tenants/${SLUG}/branding/publish`);
  if (status !== 200) throw new Error(`nothing was published: ${status}`);
}

async function knownBatch(agent: Agent, url: string): Promise<() => Promise<unknown>> {
  const etag = await get(agent, url, {}, 200);
  return () => batch(agent, url, { 'if-none-match': etag }, 304);
}

const batch = (agent: Agent, url: string, headers: OutgoingHttpHeaders, wanted: number) => Promise.all(Array.from({ length: BATCH }, () => get(agent, url, headers, wanted)));

/** One GET, read to its end. @returns its ETag @throws Error for any status but the wanted one */
function get(agent: Agent, url: string, headers: OutgoingHttpHeaders, wanted: number): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers }, (answer) => {
      answer.resume().on('end', () => (answer.statusCode === wanted ? resolve(answer.headers.etag ?? '') : reject(new Error(`${url}: ${answer.statusCode}`))));
    })
      .on('error', reject)
      .end();
  });
}
