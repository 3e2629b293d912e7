import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { createApiToken } from '@/lib/auth/tokens';
import { createRestHandler } from '@/lib/doors/rest/rest-handler';
import { RunEngine } from '@/lib/runs';
import { importRunKind } from '@/lib/users/files/run-import';
import { tellFigures, type Figure } from './figures';
import { fillUsers } from './fill-users';
import { usersFixture } from './users-fixture';

const COLUMNS = 'email, name, given_name, department, badge';
const FILE_COLUMNS = 'email,name,givenName,department,badge';
const MIB = 1_048_576;
const SAMPLE_MS = 10;

/** Export and import of users through REST, beside `COPY` on the same server. `--rows 1000000` for more. */
export async function run(args: readonly string[] = process.argv.slice(3)): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { rows: { type: 'string', default: '100000' } } });
  const rows = Number(values.rows);
  const fixture = await usersFixture();
  const bare = new Client({ connectionString: fixture.server.dsn('tenants') });
  const { runtime } = fixture;
  const engine = new RunEngine({ records: runtime.records, kinds: [importRunKind(runtime)], log: runtime.log, pollMs: 20 });
  try {
    const [from, into, copied] = await Promise.all(['from', 'into', 'copied'].map((slug) => fixture.add(slug, 'schema')));
    if (!from || !into || !copied) throw new Error('no tenants');
    await bare.connect();
    await fillUsers(fixture, bare, from, rows);
    for (const tenant of [into, copied]) await fillUsers(fixture, bare, tenant, 0);
    const { secret } = await createApiToken(runtime.records, { name: 'bench', role: 'owner', tenants: [], createdBy: 'bench', expiresAt: null });
    const rest = createRestHandler();
    const send = (path: string, init: RequestInit = {}) => rest(new Request(`http://127.0.0.1/api/v1/tenants${path}`, { ...init, headers: { authorization: `Bearer ${secret}`, ...init.headers } }), runtime);
    const { rows: shown } = await bare.query<{ data_directory: string }>('SHOW data_directory');
    const file = join(shown[0]?.data_directory ?? '', 'bench-users.csv');

    const copyOut = await measure(() => bare.query(`COPY (SELECT ${COLUMNS} FROM "${from.schema}".app_user ORDER BY created_at, id) TO '${file}' (FORMAT csv, HEADER)`));
    let bytes = 0;
    const exported = await measure(async () => {
      for await (const chunk of (await send(`/from/users/export?columns=${FILE_COLUMNS}`)).body ?? []) bytes += (chunk as Uint8Array).byteLength;
    });
    const copyIn = await measure(() => bare.query(`COPY "${copied.schema}".app_user (${COLUMNS}) FROM '${file}' (FORMAT csv, HEADER)`));
    const upload = { method: 'POST', headers: { 'content-type': 'text/csv' }, duplex: 'half' } as const;
    const body = () => streamOfFile(file);
    const heading = 'mapping[email]=email&mapping[name]=name&mapping[givenName]=given_name&mapping[department]=department&mapping[badge]=badge';
    const checked = await measure(async () => (await send(`/into/users/import?dryRun=true&${heading}`, { ...upload, body: body() })).json());
    engine.start();
    const imported = await measure(async () => {
      const { importId } = (await (await send(`/into/users/import?${heading}`, { ...upload, body: body() })).json()) as { importId: string };
      for (;;) {
        const status = (await (await send(`/into/users/imports/${importId}`)).json()) as { status: string; created: number };
        if (status.status === 'succeeded' && status.created === rows) return;
        if (status.status === 'succeeded' || status.status === 'failed') throw new Error(JSON.stringify(status));
        await delay(20);
      }
    });
    const figures = [
      ...told('COPY TO', copyOut, rows, copyOut),
      ...told('export', exported, rows, copyOut),
      ...told('COPY FROM', copyIn, rows, copyIn),
      ...told('dry run', checked, rows, copyIn),
      ...told('import', imported, rows, copyIn),
    ];
    await tellFigures('csv', figures, { rows, fileBytes: (await stat(file)).size, exportedBytes: bytes });
    await rm(file, { force: true });
  } finally {
    await engine.stop();
    await bare.end();
    await fixture.dispose();
  }
}

function streamOfFile(file: string): ReadableStream<Uint8Array> {
  const chunks = createReadStream(file)[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  return new ReadableStream({ pull: async (controller) => { const { done, value } = await chunks.next(); if (done) controller.close(); else controller.enqueue(value); } });
}

interface Measurement {
  ms: number;
  /** Above what was taken before, MiB. */
  heap: number;
  rss: number;
}

async function measure(work: () => Promise<unknown>): Promise<Measurement> {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const peak = { heap: 0, rss: 0 };
  const look = () => {
    const now = process.memoryUsage();
    peak.heap = Math.max(peak.heap, now.heapUsed - before.heapUsed);
    peak.rss = Math.max(peak.rss, now.rss - before.rss);
  };
  const timer = setInterval(look, SAMPLE_MS);
  const startedAt = performance.now();
  await work();
  const ms = performance.now() - startedAt;
  look();
  clearInterval(timer);
  return { ms, heap: peak.heap / MIB, rss: peak.rss / MIB };
}

const told = (name: string, { ms, heap, rss }: Measurement, rows: number, bare: Measurement): Figure[] => [
  { name: `${name}: rows a second`, value: rows / (ms / 1_000), unit: '/s' },
  { name: `${name}: against COPY`, value: ms / bare.ms, unit: '×' },
  { name: `${name}: heap above the start, peak`, value: heap, unit: 'MiB' },
  { name: `${name}: resident memory above the start, peak`, value: rss, unit: 'MiB' },
];
