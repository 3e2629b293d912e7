import { createHash, randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { openConfigStore } from './index';

const log = pino({ level: 'silent' });
const SLUGS = ['alfa', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot'] as const;
type Slug = (typeof SLUGS)[number] | 'golf' | 'hotel';
/** Past it, the times of a file tell each change of it: only then is what was read of it saved. */
const CLOCK_TICK_MS = 150;

const textOf = (slug: string, name = `Tenant ${slug}`, id: string = randomUUID()) =>
  `id: ${id}\nslug: ${slug}\nname: "${name}"\nlabels: {tier: "12"}\ncreatedAt: 2026-01-01T00:00:00Z\nupdatedAt: 2026-01-01T00:00:00Z\n`;

/** A folder with tenants whose store was open once, was closed, and has what it knew saved. */
async function setUp() {
  const fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-warm-'));
  const path = (slug: Slug) => join(fsRoot, 'tenants', slug, 'tenant.yaml');
  const put = async (slug: Slug, text: string) => {
    await mkdir(join(fsRoot, 'tenants', slug), { recursive: true });
    await writeFile(path(slug), text);
  };
  for (const slug of SLUGS) await put(slug, textOf(slug));
  await delay(CLOCK_TICK_MS);
  const open = () => openConfigStore({ fsRoot, managedServers: [], log, sweepMs: 3_600_000, unsavedMin: 1 });
  await (await open()).close();
  const index = join(fsRoot, 'run', 'tenants.index');
  return { fsRoot, path, put, open, index, dispose: () => rm(fsRoot, { recursive: true, force: true }) };
}
type Place = Awaited<ReturnType<typeof setUp>>;

/** All that a store tells of its tenants. */
async function told({ open }: Place) {
  const store = await open();
  try {
    const { tenants } = store;
    const byId = await Promise.all((await tenants.list({ limit: 200 })).items.map(async ({ id }) => (await tenants.getById(id))?.slug));
    const bySlug = await Promise.all([...SLUGS, 'golf', 'hotel'].map((slug) => tenants.get(slug).catch((error: unknown) => error)));
    const lists = await Promise.all(['slug', '-name', 'createdAt'].map((sort) => tenants.list({ limit: 200, sort })));
    const problems = (await store.problems()).map(({ file, line, reason, lastGoodInForce }) => `${file}:${line} ${reason} ${lastGoodInForce}`).sort();
    return { byId, bySlug, lists, problems, count: await tenants.count() };
  } finally {
    await store.close();
  }
}

const slug = fc.constantFrom<Slug>(...SLUGS, 'golf', 'hotel');
const edit = fc.oneof(
  fc.record({ what: fc.constantFrom('rename', 'break', 'remove', 'sameSizeAndTime', 'touch', 'empty', 'directory'), slug, other: slug }),
  fc.record({ what: fc.constantFrom('copyId', 'moveFolder', 'swap', 'add', 'copyFolder'), slug, other: slug }),
);

/** What people and git do to files. */
async function edits({ fsRoot, path, put }: Place, one: { what: string; slug: Slug; other: Slug }): Promise<void> {
  const folder = (of: Slug) => join(fsRoot, 'tenants', of);
  const text = await readFile(path(one.slug), 'utf8').catch(() => null);
  if (one.what === 'add') return put(one.slug, textOf(one.slug, 'Added'));
  if (one.what === 'directory') return void (await rm(folder(one.slug), { recursive: true, force: true }).then(() => mkdir(path(one.slug), { recursive: true })));
  if (text === null) return;
  const other = await readFile(path(one.other), 'utf8').catch(() => null);
  switch (one.what) {
    case 'rename':
      return put(one.slug, text.replace('Tenant', 'Changed'));
    case 'break':
      return put(one.slug, `${text}labels: {`);
    case 'empty':
      return put(one.slug, '');
    case 'remove':
      return rm(folder(one.slug), { recursive: true });
    case 'touch':
      return utimes(path(one.slug), new Date(0), new Date(0));
    case 'sameSizeAndTime': {
      const { atime, mtime } = await stat(path(one.slug));
      await writeFile(path(one.slug), text.replace('Tenant', 'tENANT'));
      return utimes(path(one.slug), atime, mtime);
    }
    case 'copyId':
      if (other) await put(one.slug, text.replace(/id: .*/, /id: .*/.exec(other)?.[0] ?? ''));
      return;
    case 'moveFolder':
      return rename(folder(one.slug), folder(one.other)).catch(() => undefined);
    case 'copyFolder':
      return void (one.slug !== one.other && (await cp(folder(one.slug), folder(one.other), { recursive: true, preserveTimestamps: true, force: true }).catch(() => undefined)));
    default:
      if (other === null || one.slug === one.other) return;
      await rename(path(one.slug), join(fsRoot, 'swapped'));
      await rename(path(one.other), path(one.slug));
      return rename(join(fsRoot, 'swapped'), path(one.other));
  }
}

describe('a start with what was saved', () => {
  it('tells the same as one that reads all, whatever changed beneath it', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 5 }), async (script) => {
        const place = await setUp();
        try {
          for (const one of script) await edits(place, one);
          const warm = await told(place);
          await rm(place.index, { force: true });
          const cold = await told(place);
          expect(warm).toEqual(cold);
          // And once more, with what a start after the changes saved.
          expect(await told(place)).toEqual(cold);
        } finally {
          await place.dispose();
        }
      }),
      { numRuns: process.env.TENANTRY_LONG ? 400 : 25 },
    );
  });

  it('believes what was saved of a file that is as it was, and of no other', async () => {
    const place = await setUp();
    const bytes = await readFile(place.index, 'utf8');
    const body = bytes.slice(0, -64).replaceAll('"Tenant ', '"Believed ');
    await writeFile(place.index, body + createHash('sha256').update(body).digest('hex'));
    await place.put('bravo', textOf('bravo', 'Read'));
    const store = await place.open();
    expect((await store.tenants.list({ limit: 10 })).items.map(({ name }) => name)).toEqual(['Believed alfa', 'Read', 'Believed charlie', 'Believed delta', 'Believed echo', 'Believed foxtrot']);
    await store.close();
    await place.dispose();
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['cut off', (bytes) => bytes.subarray(0, bytes.length - 100)],
    ['empty', () => Buffer.alloc(0)],
    ['noise', () => Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 73) % 256))],
    ['with one bit turned', (bytes) => Buffer.from(bytes.map((byte, i) => (i === 300 ? byte ^ 1 : byte)))],
    [
      'of another version',
      (bytes) => {
        const body = bytes.subarray(0, -64).toString().replace(/"format":\d+/, '"format":0').replaceAll('"Tenant ', '"Believed ');
        return Buffer.from(body + createHash('sha256').update(body).digest('hex'));
      },
    ],
  ])('believes nothing that is %s, and saves it anew', async (_what, damage) => {
    const place = await setUp();
    const good = await readFile(place.index);
    await writeFile(place.index, damage(good));
    const store = await place.open();
    expect((await store.tenants.list({ limit: 10 })).items.map(({ name }) => name)).toEqual(SLUGS.map((one) => `Tenant ${one}`));
    await store.close();
    expect(await readFile(place.index)).toHaveLength(good.length);
    await place.dispose();
  });

  it('needs nothing saved where there are few tenants, and saves for nobody’s sake', async () => {
    const place = await setUp();
    await rm(place.index);
    await (await openConfigStore({ fsRoot: place.fsRoot, managedServers: [], log })).close();
    await expect(readFile(place.index)).rejects.toMatchObject({ code: 'ENOENT' });
    await place.dispose();
  });
});
