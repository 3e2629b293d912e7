import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fieldDefinitionSchema, type FieldDefinition } from '@/lib/model/field';
import { sampleTenant } from '@/lib/store/testing/fs-entities';
import { openConfigStore } from '.';

const sample = (name: string, over: Partial<FieldDefinition> = {}): FieldDefinition => fieldDefinitionSchema.parse({ id: randomUUID(), name, column: name, type: 'text', state: 'active', ...over });

describe('fields.yaml', () => {
  let root: string;
  const open = () => openConfigStore({ fsRoot: root, managedServers: [], log: pino({ level: 'silent' }) });
  let store: Awaited<ReturnType<typeof open>>;
  const path = () => join(root, 'tenants', 'acme', 'fields.yaml');
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tenantry-fields-'));
    store = await open();
    await store.tenants.create(sampleTenant('acme'));
  });
  afterEach(async () => {
    await store.close();
    await rm(root, { recursive: true, force: true });
  });

  it('is empty where there is none, and unknown without its tenant', async () => {
    expect((await store.fields('acme').list()).fields).toEqual([]);
    for (const slug of ['nobody', '../acme', 'a/b']) await expect(store.fields(slug).list()).rejects.toMatchObject({ code: 'tenant_not_found' });
    await expect(store.fields('nobody').change('*', () => [sample('a')])).rejects.toMatchObject({ code: 'tenant_not_found' });
  });

  it('changes the version it was given, and no other; two views lose nothing', async () => {
    const { version } = await store.fields('acme').list();
    const made = await store.fields('acme').change(version, () => [sample('a')]);
    expect(made.version).not.toBe(version);
    await expect(store.fields('acme').change(version, () => [])).rejects.toMatchObject({ code: 'precondition_failed' });
    const other = await open();
    await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? store : other).fields('acme').change('*', (fields) => [...fields, sample(`f${i}`)])));
    expect((await other.fields('acme').list()).fields).toHaveLength(11);
    await other.close();
  });

  it('refuses two of one name, but a hidden one gave its own free', async () => {
    await expect(store.fields('acme').change('*', () => [sample('a'), sample('a')])).rejects.toMatchObject({ code: 'validation_failed', issues: expect.arrayContaining([expect.objectContaining({ path: 'fields.1.name' })]) as unknown });
    await store.fields('acme').change('*', () => [sample('a', { state: 'hidden', column: 'zz_dropped_1' }), sample('a')]);
  });

  it('edited by hand is picked up, keeps its comments, and broken leaves the last good version', async () => {
    const { fields } = await store.fields('acme').change('*', () => [sample('a')]);
    await writeFile(path(), `# ours\n${(await readFile(path(), 'utf8')).replace('type: text', 'type: text # free')}`);
    await store.fields('acme').change('*', (now) => now.map((field) => ({ ...field, required: true })));
    const text = await readFile(path(), 'utf8');
    expect(text).toContain('# ours');
    expect(text).toContain('# free');
    await writeFile(path(), text.replace('state: active', 'state: asleep'));
    expect((await store.fields('acme').list()).fields).toMatchObject([{ id: fields[0]?.id, required: true }]);
    expect(await store.problems()).toMatchObject([{ file: 'tenants/acme/fields.yaml', lastGoodInForce: true }]);
    await expect(store.fields('acme').change('*', () => [])).rejects.toMatchObject({ code: 'config_invalid' });
  });
});
