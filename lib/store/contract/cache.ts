import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CACHE_LIMITS, type Cache, type TenantCache } from '@/lib/store/cache';

/** A clock that stands until it is moved. */
export interface FakeClock {
  now(): number;
  advance(ms: number): void;
}

function fakeClock(): FakeClock {
  let at = 1_000;
  return {
    now: () => at,
    advance: (ms) => {
      at += ms;
    },
  };
}

/** Makes an empty cache on the clock that it is given, with room for all that the suite puts there. */
export type CacheFactory = (clock: FakeClock) => Promise<Cache>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Registers what every cache must do. */
export function describeCache(name: string, factory: CacheFactory): void {
  async function setUp() {
    const clock = fakeClock();
    const cache = await factory(clock);
    return { clock, cache, a: cache.forTenant('tenant-a'), b: cache.forTenant('tenant-b') };
  }
  describe(`${name}: one entry`, () => describeEntry(setUp));
  describe(`${name}: several tenants`, () => describeTenants(setUp));
  describe(`${name}: callers at once`, () => describeAtomicity(setUp));
  it(`${name}: does what a plain map would, whatever is done in whatever order`, () => matchesModel(setUp));
}

type SetUp = () => Promise<{ clock: FakeClock; cache: Cache; a: TenantCache; b: TenantCache }>;

function describeEntry(setUp: SetUp): void {
  it('is given back until its time is over, and not a millisecond longer', async () => {
    const { a, clock } = await setUp();
    await a.set('k', 'v', 50);
    clock.advance(49);
    expect(await a.get('k')).toBe('v');
    clock.advance(1);
    expect([await a.get('k'), await a.getAndDelete('k'), await a.delete('k'), await a.deletePrefix('')]).toEqual([null, null, false, 0]);
    expect(await a.setIfAbsent('k', 'again', 50)).toBe(true);
  });

  it('is replaced with its time', async () => {
    const { a, clock } = await setUp();
    await a.set('k', 'one', 10);
    await a.set('k', 'two', DAY_MS);
    clock.advance(DAY_MS - 1);
    expect(await a.get('k')).toBe('two');
    await a.set('k', 'three', 10);
    clock.advance(10);
    expect(await a.get('k')).toBeNull();
  });

  it('may be empty, and any text', async () => {
    const { a } = await setUp();
    for (const value of ['', '\0', '🦊\ud800', 'null', 'x'.repeat(CACHE_LIMITS.valueLength)]) {
      await a.set('k', value, DAY_MS);
      expect(await a.get('k')).toBe(value);
      expect(await a.setIfAbsent('k', 'other', DAY_MS)).toBe(false);
    }
  });

  it('is refused beyond the limits, and leaves what was there', async () => {
    const { a } = await setUp();
    await a.set('k', 'v', DAY_MS);
    const refused = [
      a.set('', 'v', 1),
      a.set('k'.repeat(CACHE_LIMITS.keyLength + 1), 'v', 1),
      a.set('k', 'v'.repeat(CACHE_LIMITS.valueLength + 1), 1),
      ...[0, -1, 1.5, Number.NaN, Infinity, CACHE_LIMITS.ttlMs + 1].map((ttlMs) => a.set('k', 'w', ttlMs)),
      a.setIfAbsent('other', 'w', 0),
    ];
    for (const one of refused) await expect(one).rejects.toMatchObject({ code: 'validation_failed' });
    expect(await a.get('k')).toBe('v');
  });
}

function describeTenants(setUp: SetUp): void {
  it('see nothing of each other', async () => {
    const { a, b, cache } = await setUp();
    await a.set('k', 'of a', DAY_MS);
    expect([await b.get('k'), await b.getAndDelete('k'), await b.delete('k'), await b.deletePrefix('')]).toEqual([null, null, false, 0]);
    expect(await b.setIfAbsent('k', 'of b', DAY_MS)).toBe(true);
    await b.clear();
    expect(await a.get('k')).toBe('of a');
    expect(await cache.forTenant('tenant-a').get('k')).toBe('of a');
  });

  it('whose ids and keys run into each other stay apart', async () => {
    const { cache } = await setUp();
    await cache.forTenant('x').set('y:z', '1', DAY_MS);
    await cache.forTenant('x:y').set('z', '2', DAY_MS);
    await cache.forTenant('x').clear();
    expect([await cache.forTenant('x').get('y:z'), await cache.forTenant('x:y').get('z')]).toEqual([null, '2']);
  });

  it('lose a prefix as it is spelt, and no more', async () => {
    const { a } = await setUp();
    for (const key of ['code:1', 'code:2', 'code*', 'Code:3', 'co']) await a.set(key, key, DAY_MS);
    expect([await a.deletePrefix('code:'), await a.deletePrefix('code:'), await a.deletePrefix('code*')]).toEqual([2, 0, 1]);
    expect([await a.get('Code:3'), await a.get('co')]).toEqual(['Code:3', 'co']);
  });

  it('are counted', async () => {
    const { a, b, cache } = await setUp();
    await a.set('k', 'v', DAY_MS);
    await b.set('k', 'v', DAY_MS);
    await b.set('l', 'v', DAY_MS);
    expect(cache.statistics()).toMatchObject({ tenants: 2, entries: 3, evicted: 0 });
    await Promise.all([a.clear(), b.clear()]);
    expect(cache.statistics()).toMatchObject({ tenants: 0, entries: 0, bytes: 0 });
  });
}

function describeAtomicity(setUp: SetUp): void {
  it('getAndDelete gives a value to one of twenty', async () => {
    const { a } = await setUp();
    await a.set('code', 'once', DAY_MS);
    const got = await Promise.all(Array.from({ length: 20 }, () => a.getAndDelete('code')));
    expect(got.filter((value) => value !== null)).toEqual(['once']);
  });

  it('setIfAbsent lets one of twenty put', async () => {
    const { a } = await setUp();
    const won = await Promise.all(Array.from({ length: 20 }, (_, i) => a.setIfAbsent('lock', `${i}`, DAY_MS)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await a.get('lock')).toBe(`${won.indexOf(true)}`);
  });

  it('gives out each value that was put at most once, however puts and takes interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.boolean(), { minLength: 2, maxLength: 30 }), async (scheduler, acts) => {
        const { a } = await setUp();
        const taken: string[] = [];
        const put: string[] = [];
        const running = acts.map(async (puts, i) => {
          await scheduler.schedule(Promise.resolve(), `act ${i}`);
          if (puts) {
            if (await a.setIfAbsent('k', `${i}`, DAY_MS)) put.push(`${i}`);
          } else {
            const value = await a.getAndDelete('k');
            if (value !== null) taken.push(value);
          }
        });
        await scheduler.waitAll();
        await Promise.all(running);
        const left = await a.get('k');
        expect([...taken, ...(left === null ? [] : [left])].sort()).toEqual(put.sort());
      }),
    );
  });
}

const key = fc.constantFrom('a', 'ab', 'abc', 'b', 'b:1', '__proto__');
const ttlMs = fc.integer({ min: 1, max: 40 });
const step = fc.oneof(
  fc.record({ act: fc.constant('set' as const), key, value: fc.string({ maxLength: 3 }), ttlMs }),
  fc.record({ act: fc.constant('setIfAbsent' as const), key, value: fc.string({ maxLength: 3 }), ttlMs }),
  fc.record({ act: fc.constantFrom('get' as const, 'getAndDelete' as const, 'delete' as const), key }),
  fc.record({ act: fc.constant('deletePrefix' as const), key: fc.constantFrom('', 'a', 'ab', 'b:', 'x') }),
  fc.record({ act: fc.constant('clear' as const) }),
  fc.record({ act: fc.constant('advance' as const), ms: fc.integer({ min: 1, max: 25 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** The same act on a plain map of values with their ends. */
function onModel(model: Map<string, { value: string; endsAt: number }>, now: number, act: Exclude<Step, { act: 'advance' }>): unknown {
  for (const [held, { endsAt }] of model) if (endsAt <= now) model.delete(held);
  switch (act.act) {
    case 'set':
    case 'setIfAbsent':
      if (act.act === 'setIfAbsent' && model.has(act.key)) return false;
      model.set(act.key, { value: act.value, endsAt: now + act.ttlMs });
      return act.act === 'set' ? undefined : true;
    case 'get':
    case 'getAndDelete': {
      const value = model.get(act.key)?.value ?? null;
      if (act.act === 'getAndDelete') model.delete(act.key);
      return value;
    }
    case 'delete':
      return model.delete(act.key);
    case 'deletePrefix': {
      const gone = [...model.keys()].filter((held) => held.startsWith(act.key));
      for (const held of gone) model.delete(held);
      return gone.length;
    }
    case 'clear':
      return model.clear();
  }
}

function onCache(cache: TenantCache, act: Exclude<Step, { act: 'advance' }>): Promise<unknown> {
  if (act.act === 'set' || act.act === 'setIfAbsent') return cache[act.act](act.key, act.value, act.ttlMs);
  return act.act === 'clear' ? cache.clear() : cache[act.act](act.key);
}

async function matchesModel(setUp: SetUp): Promise<void> {
  const steps = fc.array(fc.record({ tenant: fc.constantFrom('a' as const, 'b' as const), step }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const { a, b, clock } = await setUp();
      const views = { a: { cache: a, model: new Map() }, b: { cache: b, model: new Map() } };
      for (const { tenant, step: act } of script) {
        if (act.act === 'advance') clock.advance(act.ms);
        else expect(await onCache(views[tenant].cache, act)).toEqual(onModel(views[tenant].model, clock.now(), act));
      }
    }),
    { numRuns: 300 },
  );
}
