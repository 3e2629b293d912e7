import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApiToken } from '@/lib/auth/tokens';
import { restCaller, type RestAnswer } from '@/lib/doors/testing/rest-fixture';
import validation from '@/lib/i18n/messages/en/validation.json';
import { FIELDS_MAX } from '@/lib/model/field';
import { listFields } from '../list-fields';
import { makePlan } from '../make-plan';
import { parse, type FieldFixture } from '../testing/field-fixture';

const RUNS = process.env.TENANTRY_LONG === undefined ? 25 : 1_000;
const SEED = 20260702;
const WORDS: Record<string, unknown> = validation;
const ODD = ["it's", '"quoted"', 'back\\slash', '100 %', '%s %d', '$$', '$1', '-- comment', '/* c */', '#', ';', '`tick`', '\u202eRTL', 'العربية', '🦊', '\n', "\\'", "'; DROP TABLE app_user; --", '{"a":1}', '${x}', '?', ':name', '\u0000', '\ud800', ' ', ''];
const NAMES = ['select', 'user', 'order', '"; drop table app_user; --', 'ñandú', 'é'.repeat(30), '🦊', 'Department', 'DEPARTMENT', 'sys_x', 'email', 'created_at', 'zz_dropped_x', 'zz_new_x', 'ctid', 'rowid', 'x'.repeat(49), 'a b', 'a-b', '1a', '_a', '', 'a\u0000', '__proto__'];
const PATTERNS = ['(a+)+$', '(a|a)*b', '(.*)*x', '((a{1,30}){1,30}){1,30}', '[', '(?<=a)b', '(a)\\1', '\\', 'a{999999}', '(?i)a', '.*'.repeat(100), '\\p{L}+', '^$'];

/** Whatever is given at the doors is refused with words that people read, or kept as it is: nothing breaks, nothing is run. */
export function hostileContract(fixture: () => FieldFixture): void {
  describe('hostile input', () => {
    let call: ReturnType<typeof restCaller>;
    const plan = (changes: unknown): Promise<RestAnswer> => call('POST', '/tenants/hostile/fields/plan', { changes });
    beforeAll(async () => {
      await fixture().tenant('hostile');
      call = restCaller(fixture().runtime, (await createApiToken(fixture().runtime.records, { name: 'owner', role: 'owner', tenants: [], createdBy: 'test', expiresAt: null })).secret);
    });

    /** 4xx with a message of the catalogue for each place. */
    function isRefusal({ status, json }: RestAnswer, said: string): void {
      expect([400, 413, 422, 501], `${said} ${JSON.stringify(json)}`).toContain(status);
      for (const { path, message } of json.errors ?? []) {
        expect(path, said).toMatch(/^changes|^field|^\$|^$/);
        expect(Object.hasOwn(WORDS, message) || /^[A-Z]/.test(message), `${said}: ${message}`).toBe(true);
      }
    }

    it('in names is refused, each with its reason', async () => {
      for (const name of NAMES) {
        const answer = await plan([{ op: 'add', name, type: 'text' }]);
        expect(answer.status, name).toBe(422);
        isRefusal(answer, name);
      }
      // One that every object has is a name like others.
      const f = fixture();
      await f.tenant('names-of-objects');
      expect(await f.change('names-of-objects', [{ op: 'add', name: 'constructor', type: 'text' }])).toMatchObject({ status: 'succeeded' });
      const { users } = await f.runtime.store.forTenant('names-of-objects');
      expect((await users.create({ email: 'a@x.test', customFields: {} })).customFields).toEqual({ constructor: null });
      expect((await users.create({ email: 'b@x.test', customFields: { constructor: 'x' } })).customFields).toEqual({ constructor: 'x' });
      const over = await call('GET', '/tenants/names-of-objects/users?filter[constructor]=x');
      expect(over.json.items).toMatchObject([{ email: 'b@x.test' }]);
    });

    it('in defaults, options and labels is kept to the letter, or refused', async () => {
      const f = fixture();
      const options = ODD.filter((text) => text !== '' && !text.includes('\u0000') && text.isWellFormed());
      const changes = [
        { op: 'add', name: 'choice', type: 'select', validation: { options }, default: "'; DROP TABLE app_user; --", indexed: true, label: { en: '\u202eRTL العربية' } },
        ...options.map((text, n) => ({ op: 'add', name: `t${n}`, type: 'text', default: text, label: text })),
      ];
      expect((await plan(changes)).status).toBe(200);
      expect(await f.change('hostile', changes)).toMatchObject({ status: 'succeeded' });
      expect((await listFields(f.runtime, 'hostile')).drift).toEqual([]);
      const { users } = await f.runtime.store.forTenant('hostile');
      for (const [n, choice] of options.entries()) await users.create({ email: `u${String(n).padStart(3, '0')}@x.test`, customFields: { choice } });
      const { items } = await users.list({ limit: 100, sort: 'email' });
      expect(items.map((user) => user.customFields['choice'])).toEqual(options);
      for (const user of items) expect(options.map((_, n) => user.customFields[`t${n}`])).toEqual(options);
      // Planned again nothing is to do: what the engine keeps is what was said.
      const again = (await listFields(f.runtime, 'hostile')).items.map(({ id, default: value }) => ({ op: 'alter', id, default: value }));
      expect((await plan(again)).json).toMatchObject({ steps: [], blockers: [] });
      for (const text of ['\u0000', 'a\u0000b', '\ud800', 'x\udfff']) {
        isRefusal(await plan([{ op: 'add', name: 'bad', type: 'text', default: text }]), text);
        isRefusal(await plan([{ op: 'add', name: 'bad', type: 'select', validation: { options: ['a', text] } }]), text);
      }
    });

    it('in patterns costs time in proportion to the text, or is refused', async () => {
      for (const pattern of PATTERNS) {
        const answer = await plan([{ op: 'add', name: 'p', type: 'text', validation: { pattern, maxLength: 10_000 }, default: 'a'.repeat(2_000) + '!' }]);
        if (answer.status !== 200) isRefusal(answer, pattern);
      }
    });

    it('in bulk is refused before it is read', async () => {
      const huge = 'x'.repeat(10 * 1024 * 1024);
      expect(await plan([{ op: 'add', name: 'a', type: 'text', default: huge }])).toMatchObject({ status: 413, json: { code: 'too_large' } });
      isRefusal(await plan([{ op: 'add', name: 'a', type: 'select', validation: { options: Array.from({ length: 501 }, (_, n) => `o${n}`) } }]), 'options');
      isRefusal(await plan(Array.from({ length: FIELDS_MAX + 1 }, (_, n) => ({ op: 'add', name: `f${n}`, type: 'text' }))), 'changes');
      isRefusal(await plan([{ op: 'add', name: 'a', type: 'text', label: 'x'.repeat(2_001) }]), 'label');
      isRefusal(await plan([{ op: 'adopt', column: 'x'.repeat(200) }]), 'column');
      isRefusal(await plan([{ op: 'adopt', column: '"; DROP TABLE app_user; --' }]), 'column');
      const most = await plan([{ op: 'add', name: 'many', type: 'select', validation: { options: Array.from({ length: 500 }, (_, n) => `option ${n} '"\\`) } }]);
      expect(most.status).toBe(200);
    });

    it('of any shape never breaks anything', async () => {
      const text = fc.oneof(fc.constantFrom(...ODD, ...NAMES, ...PATTERNS), fc.string({ unit: 'binary', maxLength: 20 }));
      const value = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 3 }), fc.dictionary(text, text, { maxKeys: 2 }));
      const rules = fc.record({ min: value, max: value, minLength: value, maxLength: value, pattern: text, options: fc.array(text, { maxLength: 4 }), precision: value, scale: value }, { requiredKeys: [] });
      const type = fc.oneof(fc.constantFrom('text', 'integer', 'decimal', 'boolean', 'date', 'datetime', 'email', 'select', 'multiselect', 'uuid', 'json', 'url', 'phone', 'country'), text);
      const change = fc.oneof(
        { weight: 4, arbitrary: fc.record({ op: fc.constant('add'), name: fc.oneof(fc.constantFrom('a', 'b', 'c'), text), type, default: value, validation: rules, label: value, required: fc.boolean(), unique: fc.boolean(), indexed: fc.boolean(), claim: value, group: value, order: value }, { requiredKeys: ['op', 'name', 'type'] }) },
        fc.record({ op: fc.constantFrom('rename', 'retype', 'alter', 'drop', 'restore'), id: fc.oneof(fc.uuid(), text), name: text, type, onFailure: value }, { requiredKeys: ['op'] }),
        fc.record({ op: fc.constantFrom('adopt', 'restoreColumn'), column: text, name: text, type }, { requiredKeys: ['op'] }),
        fc.jsonValue(),
      );
      await fc.assert(
        fc.asyncProperty(fc.oneof(fc.array(change, { maxLength: 3 }), fc.jsonValue()), async (changes) => {
          const answer = await plan(changes);
          if (answer.status !== 200) isRefusal(answer, JSON.stringify(changes));
        }),
        { numRuns: RUNS, seed: SEED },
      );
    });
  });

  describe('limits', () => {
    it('of columns are told as they are, and a plan beyond them is refused', async () => {
      const f = fixture();
      await f.tenant('limits');
      const before = (await listFields(f.runtime, 'limits')).columns;
      await f.change('limits', [{ op: 'add', name: 'a', type: 'text' }, { op: 'add', name: 'b', type: 'text' }]);
      expect((await listFields(f.runtime, 'limits')).columns).toEqual({ ...before, used: before.used + 2 });
      const { columns } = await listFields(f.runtime, 'limits');
      expect(columns.max).toBe(f.runtime.store.adapter(f.engine.driver).fieldColumns.maxColumns);
      const place = f.runtime.store.adapter(f.engine.driver).fieldColumns;
      const whole = place.maxColumns;
      // As if the engine took just two more.
      Object.assign(place, { maxColumns: columns.used + columns.dropped + 2 });
      try {
        const add = (...names: string[]) => makePlan(f.runtime, 'limits', parse(names.map((name) => ({ op: 'add', name, type: 'text' }))));
        expect((await add('c', 'd')).blockers).toEqual([]);
        expect((await add('c', 'd', 'e')).blockers).toEqual([{ code: 'too_many_columns', count: columns.used + columns.dropped + 3, samples: [] }]);
      } finally {
        Object.assign(place, { maxColumns: whole });
      }
    });
  });
}
