import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pino from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { sampleAdmin, sampleServer, sampleTenant } from '@/lib/store/testing/fs-entities';
import { openConfigStore } from './index';

const log = pino({ level: 'silent' });
const ID = '0b8f6f0e-3b0e-4a57-9c43-3f3b5f7f8a10';
const HAND_MADE = `# Our best customer
slug: acme # never change
id: ${ID}
x-owner: "team blue"   # ours, not the product's
name: 'Acme, Inc.'

# tags of the sales people
labels:
  tier: gold # since 2020
  "12": twelve
createdAt: 2026-01-01T00:00:00Z
updatedAt: 2026-01-01T00:00:00Z
`;

async function setUp(files: Record<string, string> = {}, sweepMs = 20) {
  const fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-hand-'));
  const put = async (file: string, text: string) => {
    await mkdir(dirname(join(fsRoot, file)), { recursive: true });
    await writeFile(join(fsRoot, file), text);
  };
  for (const [file, text] of Object.entries(files)) await put(file, text);
  const open = async () => {
    const store = await openConfigStore({ fsRoot, managedServers: [], log, sweepMs });
    onTestFinished(() => store.close());
    return store;
  };
  onTestFinished(() => rm(fsRoot, { recursive: true, force: true }));
  const text = (file: string) => readFile(join(fsRoot, file), 'utf8');
  return { fsRoot, put, text, open, store: await open() };
}

const ACME = 'tenants/acme/tenant.yaml';

describe('a file edited by hand', () => {
  it('keeps comments, order, unknown keys and spelling when a value changes', async () => {
    const { store, text } = await setUp({ [ACME]: HAND_MADE });
    await store.tenants.update('acme', '*', (t) => ({ ...t, name: 'Acme 2', labels: { ...t.labels, size: 'yes' } }));
    const expected = HAND_MADE.replace("'Acme, Inc.'", 'Acme 2').replace('"12": twelve\n', '"12": twelve\n  size: "yes"\n').replace('"team blue"   #', '"team blue" #');
    expect(await text(ACME)).toBe(expected);
  });

  it('keeps comments of the items of a list while others come and go', async () => {
    const { store, text, put } = await setUp();
    const [a, b, c] = [sampleServer('a'), sampleServer('b'), sampleServer('c')];
    for (const server of [a, b, c]) await store.servers.create(server);
    const file = 'servers/servers.yaml';
    const commented = (await text(file)).replace('    name: b\n', '    name: b # the blue one\n    x-rack: 7\n').replace('servers:\n', '# all of them\nservers:\n');
    await put(file, commented);
    await store.servers.remove(a.id, '*');
    await store.servers.update(c.id, '*', (server) => ({ ...server, region: 'north' }));
    await store.servers.update(b.id, '*', (server) => ({ ...server, region: 'south' }));
    const after = await text(file);
    for (const kept of ['# all of them\n', '    name: b # the blue one\n    x-rack: 7\n', 'region: north', 'region: south']) expect(after).toContain(kept);
    expect(after).not.toContain(a.id);
  });

  it('is seen by get at once, and by list within a sweep', async () => {
    const { store, put } = await setUp({ [ACME]: HAND_MADE });
    const before = await store.tenants.get('acme');
    await put(ACME, HAND_MADE.replace('Acme, Inc.', 'Emca, Inc.'));
    const after = await store.tenants.get('acme');
    expect([after?.name, after?.version === before?.version]).toEqual(['Emca, Inc.', false]);
    await put('tenants/new-one/tenant.yaml', HAND_MADE.replace('slug: acme', 'slug: new-one').replace(ID, ID.replace('0b', '1b')));
    await vi.waitFor(async () => expect((await store.tenants.list({ limit: 5 })).items.map((t) => t.slug)).toEqual(['acme', 'new-one']));
  });

  it('survives anchors whose target changes, without losing what is unknown', async () => {
    const anchored = HAND_MADE.replace("name: 'Acme, Inc.'", 'name: &n Acme').replace('x-owner: "team blue"', 'x-owner: keep').concat('displayName: *n\n');
    const { store, text } = await setUp({ [ACME]: anchored });
    await store.tenants.update('acme', '*', (t) => ({ ...t, name: 'Other' }));
    expect(await store.tenants.get('acme')).toMatchObject({ name: 'Other', displayName: 'Acme' });
    expect(await text(ACME)).toContain('x-owner: keep');
  });
});

describe('a broken file', () => {
  it.each([
    ['bad YAML', HAND_MADE.replace("name: 'Acme, Inc.'", "name: 'Acme"), 5],
    ['a schema violation', HAND_MADE.replace("name: 'Acme, Inc.'", 'name: ""'), 5],
    ['a wrong type', HAND_MADE.replace('tier: gold', 'tier: 5'), 9],
    ['a foreign slug', HAND_MADE.replace('slug: acme', 'slug: other'), 2],
    ['nothing', '', 1],
    ['a list', '- a\n', 1],
  ])('with %s is reported, and refused for writing; the last good version stays in force', async (_what, bad, line) => {
    const { store, put, text } = await setUp({ [ACME]: HAND_MADE });
    const good = await store.tenants.get('acme');
    await put(ACME, bad);
    expect(await store.tenants.get('acme')).toEqual(good);
    expect((await store.tenants.list({ limit: 5 })).items).toEqual([good]);
    const [problem] = await store.problems();
    expect(problem).toMatchObject({ file: ACME, lastGoodInForce: true });
    expect(problem?.line === line || _what === 'bad YAML').toBe(true);
    await expect(store.tenants.update('acme', '*', (t) => t)).rejects.toMatchObject({ code: 'config_invalid' });
    expect(await text(ACME)).toBe(bad);
    await put(ACME, HAND_MADE);
    await store.tenants.get('acme');
    expect(await store.problems()).toEqual([]);
  });

  it('that never was good: get tells why, list leaves it out, the slug is taken', async () => {
    const { store } = await setUp({ [ACME]: 'id: [' });
    await expect(store.tenants.get('acme')).rejects.toMatchObject({ code: 'config_invalid', params: { file: ACME } });
    expect(await store.tenants.list({ limit: 5 })).toMatchObject({ items: [], total: 0 });
    expect(await store.tenants.isTaken('acme')).toBe(true);
    await expect(store.tenants.create(sampleTenant('acme'))).rejects.toMatchObject({ code: 'slug_taken' });
    expect(await store.problems()).toMatchObject([{ file: ACME, lastGoodInForce: false }]);
  });

  it('with the id of another tenant is reported until the other goes', async () => {
    const copy = HAND_MADE.replace('slug: acme', 'slug: copy');
    const { store } = await setUp({ [ACME]: HAND_MADE, 'tenants/copy/tenant.yaml': copy });
    expect(await store.problems()).toMatchObject([{ file: 'tenants/copy/tenant.yaml', line: 3, reason: `id: the same as in ${ACME}` }]);
    await store.tenants.remove('acme');
    await vi.waitFor(async () => expect(await store.problems()).toEqual([]));
    expect((await store.tenants.getById(ID))?.slug).toBe('copy');
  });

  it('of servers or admins: reported with its line, writes refused, last good in force', async () => {
    const { store, put, open } = await setUp();
    const server = await store.servers.create(sampleServer('a'));
    const admin = await store.admins.create(sampleAdmin('a@example.com'));
    await put('servers/servers.yaml', 'servers:\n  - id: x\n    name: y\n');
    await put('admins/admins.yaml', 'admins: 5\n');
    expect(await store.servers.list()).toEqual([server]);
    expect(await store.admins.list()).toEqual([admin]);
    expect(await store.problems()).toMatchObject([
      { file: 'servers/servers.yaml', line: 2, lastGoodInForce: true },
      { file: 'admins/admins.yaml', line: 1, lastGoodInForce: true },
    ]);
    await expect(store.servers.create(sampleServer('b'))).rejects.toMatchObject({ code: 'config_invalid' });
    const fresh = await open();
    expect(await fresh.servers.list()).toEqual([]);
    await expect(fresh.servers.get('x')).rejects.toMatchObject({ code: 'config_invalid' });
    await expect(fresh.admins.list()).rejects.toMatchObject({ code: 'config_invalid' });
  });
});

describe('files', () => {
  it('are private, in private directories, also after an edit by hand', async () => {
    const { store, fsRoot, put } = await setUp();
    await store.tenants.create(sampleTenant('acme'));
    await store.servers.create(sampleServer('a'));
    await store.admins.create(sampleAdmin('a@example.com'));
    const mode = async (path: string) => ((await stat(join(fsRoot, path))).mode & 0o777).toString(8);
    for (const file of [ACME, 'servers/servers.yaml', 'admins/admins.yaml']) expect([file, await mode(file)]).toEqual([file, '600']);
    for (const directory of ['tenants', 'tenants/acme', 'servers', 'admins', 'run/locks']) expect([directory, await mode(directory)]).toEqual([directory, '700']);
    await put(ACME, HAND_MADE);
    await chmod(join(fsRoot, ACME), 0o644);
    await store.tenants.update('acme', '*', (t) => ({ ...t, name: 'x' }));
    expect(await mode(ACME)).toBe('600');
  });

  it('left by killed writers are swept at opening; others stay', async () => {
    const dead = '.tenant.yaml.4194303-1-0123456789ab.0123456789ab.tmp';
    const { fsRoot, put, open } = await setUp({ [ACME]: HAND_MADE });
    await put(`tenants/acme/${dead}`, 'half');
    const long = new Date(Date.now() - 60_000);
    await utimes(join(fsRoot, 'tenants/acme', dead), long, long);
    await put('tenants/acme/.notes.tmp', 'mine');
    await open();
    expect((await readdir(join(fsRoot, 'tenants/acme'))).sort()).toEqual(['.notes.tmp', 'tenant.yaml']);
  });
});
