import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Isolation } from '@/lib/model/common';
import type { TenantDatabase, TenantTarget } from '../ports';
import type { OpenAdapter } from '../registry';
import { newTenant, provision, tenantContext, type ContractHarness } from './harness';

const TENANTS = 3;
const LIFETIME_SECONDS = 3600;
const RUNS = process.env.TENANTRY_LONG ? 60 : 6;
/** Few names, the same in every tenant: what crosses would be found by them. */
const NAMES = ['ann', 'ben', 'cleo'] as const;
type Name = (typeof NAMES)[number];

const ACTS = ['enter', 'leave', 'sign_in', 'sign_out', 'token', 'exchange', 'role', 'consent', 'link', 'mail'] as const;
interface Act {
  tenant: number;
  what: (typeof ACTS)[number];
  who: Name;
}

/** What one tenant should hold of one user. */
interface Known {
  id: string;
  sessions: string[];
  tokens: string[];
  roles: string[];
  clients: string[];
  subjects: string[];
}
type Model = Map<Name, Known>;

/** Operations of several tenants in every order, at once, under the same names: each finds what it did and nothing else. */
export function interleavingContract(harness: () => ContractHarness, isolation: Isolation): void {
  let adapter: OpenAdapter;
  let targets: TenantTarget[];
  beforeAll(async () => {
    adapter = harness().open();
    targets = Array.from({ length: TENANTS }, (_, i) => newTenant(adapter, harness().server(), isolation, `mix${i}`));
    for (const target of targets) await provision(adapter, target);
  });
  afterAll(async () => {
    for (const target of targets) await adapter.provisioner.drop(target);
    await adapter.close();
  });

  it('keeps tenants apart whatever they do at once', { timeout: 240_000 }, async () => {
    const dbs = targets.map((target) => adapter.openTenant(target, tenantContext()));
    const act = fc.record<Act>({ tenant: fc.nat(TENANTS - 1), what: fc.constantFrom(...ACTS), who: fc.constantFrom(...NAMES) });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 60 }), async (acts) => {
        await Promise.all(dbs.map(empty));
        const models = dbs.map((): Model => new Map());
        // Each tenant's own acts in order, all tenants at once.
        await Promise.all(
          dbs.map(async (db, i) => {
            for (const { what, who } of acts.filter(({ tenant }) => tenant === i)) await perform(db, models[i]!, what, who, i);
          }),
        );
        for (const [i, db] of dbs.entries()) {
          await holdsExactly(db, models[i]!);
          for (const other of models.filter((model) => model !== models[i])) await knowsNothingOf(db, other);
        }
      }),
      { numRuns: RUNS },
    );
  });
}

async function empty(db: TenantDatabase): Promise<void> {
  const { items } = await db.users.list({ limit: 200 });
  for (const user of items) await db.users.delete(user.id);
  for (const role of await db.rbac.roles()) if (!role.system) await db.rbac.deleteRole(role.name);
}

async function perform(db: TenantDatabase, model: Model, what: Act['what'], who: Name, tenant: number): Promise<void> {
  const known = model.get(who);
  if (what === 'enter') {
    if (known) return expect(db.users.create({ email: `${who}@example.com` })).rejects.toMatchObject({ code: 'conflict' });
    const { id } = await db.users.create({ email: `${who}@example.com`, name: `${who} of ${tenant}` });
    model.set(who, { id, sessions: [], tokens: [], roles: [], clients: [], subjects: [] });
    return;
  }
  if (!known) return;
  const { id: userId } = known;
  const lifetimeSeconds = LIFETIME_SECONDS;
  switch (what) {
    case 'leave':
      await db.users.delete(userId);
      model.delete(who);
      return;
    case 'sign_in':
      known.sessions.push((await db.sessions.create({ userId, lifetimeSeconds })).token);
      return;
    case 'sign_out':
      expect(await db.sessions.revokeUser(userId, 'test')).toBe(known.sessions.length);
      known.sessions = [];
      known.tokens = [];
      return;
    case 'token':
      known.tokens.push((await db.tokens.create({ userId, clientId: 'web', lifetimeSeconds })).token);
      return;
    case 'exchange': {
      const token = known.tokens.pop();
      if (token === undefined) return;
      const next = await db.tokens.rotate(token, { lifetimeSeconds });
      expect(next.ok).toBe(true);
      if (next.ok) known.tokens.push(next.token);
      return;
    }
    case 'role': {
      const role = `role-${who}`;
      if (!(await db.rbac.role(role))) await db.rbac.createRole({ name: role, permissions: [`${who}:${tenant}`] });
      await db.rbac.setRoles(userId, [role]);
      known.roles = [role];
      return;
    }
    case 'consent':
      await db.consents.grant(userId, 'web', ['openid']);
      known.clients = ['web'];
      return;
    case 'link': {
      const subject = `subject-${who}`;
      if (known.subjects.length === 0) await db.identities.link(userId, { provider: 'google', subject });
      known.subjects = [subject];
      return;
    }
    case 'mail': {
      const { token } = await db.emailTokens.issue('verification', userId);
      expect(await db.emailTokens.consume('verification', token)).toEqual({ ok: true, userId });
    }
  }
}

async function holdsExactly(db: TenantDatabase, model: Model): Promise<void> {
  const { items } = await db.users.list({ limit: 200 });
  expect(items.map((user) => user.id).sort()).toEqual([...model.values()].map((known) => known.id).sort());
  for (const [who, known] of model) {
    expect((await db.users.getByEmail(`${who}@example.com`))?.id).toBe(known.id);
    expect((await db.sessions.counts({ userId: known.id })).active).toBe(known.sessions.length);
    expect((await db.tokens.counts({ userId: known.id })).active).toBe(known.tokens.length);
    expect((await db.rbac.rolesOf(known.id)).map((role) => role.name)).toEqual(known.roles);
    expect((await db.consents.list(known.id)).map((consent) => consent.clientId)).toEqual(known.clients);
    for (const subject of known.subjects) expect((await db.identities.byProvider('google', subject))?.userId).toBe(known.id);
  }
}

/** Every id and every secret of another tenant, asked for here. */
async function knowsNothingOf(db: TenantDatabase, other: Model): Promise<void> {
  for (const { id, sessions, tokens } of other.values()) {
    expect(await db.users.getById(id)).toBeNull();
    expect(await db.rbac.rolesOf(id)).toEqual([]);
    expect(await db.consents.list(id)).toEqual([]);
    expect(await db.identities.list(id)).toEqual([]);
    for (const token of sessions) expect(await db.sessions.getByToken(token)).toBeNull();
    for (const token of tokens) expect(await db.tokens.rotate(token, { lifetimeSeconds: LIFETIME_SECONDS })).toMatchObject({ ok: false, reason: 'unknown' });
  }
}
