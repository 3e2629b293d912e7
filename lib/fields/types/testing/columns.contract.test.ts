import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fieldDefinitionSchema, type FieldDefinition, type FieldValue } from '@/lib/model/field';
import { describeStore, newTenant, provision, tenantContext } from '@/lib/store/contract';
import type { TenantDatabase, TenantTarget } from '@/lib/store/ports';
import type { OpenAdapter } from '@/lib/store/registry';
import { customColumnsOf } from '@/lib/users/custom-columns-of';
import { wantedColumn } from '../../wanted';
import { FIELD_TYPES, type FieldType } from '..';
import { COLUMN_ENGINES } from './column-servers';
import { HOSTILE } from './hostile';
import { samplesOf } from './samples-of';

const USERS = 12;
/** Told when something fails, to be tried again. */
const SEED = Math.floor(Math.random() * 2 ** 31);

/** A field of a type under sampled rules, with values that keep them, as the type writes them. */
interface Sampled {
  type: FieldType;
  field: FieldDefinition;
  values: FieldValue[];
}

async function sampled(type: FieldType, name: string, withDefault: boolean): Promise<Sampled> {
  const samples = await samplesOf(type.type);
  const [validation = {}] = fc.sample(samples.rules, { numRuns: 1, seed: SEED });
  const given: unknown[] = fc.sample(samples.values(validation), { numRuns: USERS, seed: SEED });
  // What hostile text a type takes goes through its column too.
  const values = [...given, ...HOSTILE].flatMap((value) => {
    const read = type.value(validation).safeParse(value);
    return read.success ? [read.data] : [];
  });
  const field = fieldDefinitionSchema.parse({ id: randomUUID(), name, column: name, type: type.type, validation, state: 'active', default: withDefault ? values[0] : null });
  return { type, field, values };
}

for (const { maker, isolation, missing, start } of COLUMN_ENGINES) {
  describeStore(maker.driver)(`values of every type in columns of ${maker.driver}`, () => {
    if (missing) {
      (process.env['CI'] ? it : it.skip)(missing, () => expect.fail(missing));
      return;
    }
    let running: Awaited<ReturnType<typeof start>>;
    let adapter: OpenAdapter;
    let target: TenantTarget;
    let db: TenantDatabase;
    let plain: Sampled[];
    let byDefault: Sampled[];
    beforeAll(async () => {
      running = await start();
      adapter = maker.open({ migrationsDir: join(process.cwd(), 'migrations'), fileRoots: running.fileRoots, pools: { share: 1 } });
      target = newTenant(adapter, running.server, isolation);
      await provision(adapter, target);
      plain = await Promise.all(FIELD_TYPES.map((type) => sampled(type, `a_${type.type}`, false)));
      byDefault = await Promise.all(FIELD_TYPES.map((type) => sampled(type, `d_${type.type}`, true)));
      const fields = [...plain, ...byDefault].map(({ field }) => field);
      await adapter.fieldColumns.apply(target, fields.map(wantedColumn), 'swap');
      const columns = customColumnsOf(fields);
      db = adapter.openTenant(target, tenantContext(() => columns));
    });
    afterAll(async () => {
      await adapter?.close();
      await running?.stop();
    });

    it('have the column that the plan says, and nothing is left to do', async () => {
      const catalog = await adapter.fieldColumns.introspect(target);
      const fields = [...plain, ...byDefault].map(({ field }) => field);
      for (const field of fields) expect(catalog.columns.find((column) => column.fieldId === field.id)?.type, field.type).toBe(adapter.fieldColumns.columnType(wantedColumn(field).storage));
      expect(adapter.fieldColumns.steps(target, fields.map(wantedColumn), catalog)).toEqual([]);
    });

    it('come back as they went, on making and on editing, and a default is what was decided', async () => {
      const most = Math.max(...plain.map(({ values }) => values.length));
      const defaults = Object.fromEntries(byDefault.map(({ field }) => [field.name, field.default]));
      for (let at = 0; at < most; at += 1) {
        const customFields = Object.fromEntries(plain.map(({ field, values }) => [field.name, values[at % values.length] ?? null]));
        const made = await db.users.create({ email: `u${at}@example.com`, customFields });
        expect(made.customFields, `seed ${SEED}`).toEqual({ ...customFields, ...defaults });
        expect((await db.users.getById(made.id))?.customFields, `seed ${SEED}`).toEqual({ ...customFields, ...defaults });
        const next = Object.fromEntries(plain.map(({ field, values }) => [field.name, values[(at + 1) % values.length] ?? null]));
        const { after } = await db.users.update(made.id, { customFields: { ...next, ...Object.fromEntries(byDefault.map(({ field }) => [field.name, null])) } });
        expect(after.customFields, `seed ${SEED}`).toEqual({ ...next, ...Object.fromEntries(byDefault.map(({ field }) => [field.name, null])) });
      }
    });

    it('are found by what their type can be asked', async () => {
      const values = Object.fromEntries(plain.map(({ field, values: of }) => [field.name, of.find((value) => !Array.isArray(value) || value.length > 0) ?? null]));
      const { id } = await db.users.create({ email: 'wanted@example.com', customFields: values });
      const ids = async (field: string, operator: 'eq' | 'in' | 'contains' | 'isNull', value: unknown): Promise<string[]> => {
        const { items } = await db.users.list({ limit: 100, filters: [{ field, operator, value: value }] });
        return items.map((user) => user.id);
      };
      for (const { type, field } of plain) {
        const value = values[field.name];
        const label = `${type.type} ${JSON.stringify(value)?.slice(0, 80)} seed ${SEED}`;
        expect(await ids(field.name, 'isNull', false), label).toContain(id);
        expect(await ids(field.name, 'isNull', true), label).not.toContain(id);
        if (type.operators.includes('eq')) expect(await ids(field.name, 'eq', value), label).toContain(id);
        const few: unknown[] = Array.isArray(value) ? value : [value];
        if (type.operators.includes('in')) expect(await ids(field.name, 'in', few), label).toContain(id);
        if (type.operators.includes('contains')) expect(await ids(field.name, 'contains', few[0]), label).toContain(id);
        if (type.type === 'multiselect') expect(await ids(field.name, 'contains', 'no such option'), label).not.toContain(id);
        if (!type.operators.includes('eq')) await expect(ids(field.name, 'eq', 'x')).rejects.toMatchObject({ code: 'validation_failed' });
      }
    });

    it('put a list in order where they have one', async () => {
      for (const { type, field } of plain) {
        const page = () => db.users.list({ limit: 5, sort: field.name });
        if (type.operators.includes('eq')) expect((await page()).items).toHaveLength(5);
        else await expect(page()).rejects.toMatchObject({ code: 'validation_failed' });
      }
    });
  });
}
