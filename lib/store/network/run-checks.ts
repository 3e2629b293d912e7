import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { ConnectionCheck, ConnectionTest } from '@/lib/model/server';
import { NETWORK_CHECKS } from '@/lib/model/server-drivers';
import type { ServerTarget } from '../ports';
import { CHECK_DEADLINE_MS, fail, openSocket, pass, type Finding, type TestState } from './check-finding';

type NetworkCheck = (typeof NETWORK_CHECKS)[number];
export type Check<C> = (state: TestState<C>) => Promise<Finding>;

/** Checks that each engine makes in its own words. */
export type EngineChecks<C> = Record<Exclude<NetworkCheck, 'resolve' | 'tcp'>, Check<C>>;

/** Checks without which the following mean nothing. */
const PREREQUISITES = new Set<ConnectionCheck['name']>(['resolve', 'tcp', 'tls', 'authenticate']);

export interface TestRun {
  target: ServerTarget;
  /** Takes a place of the server's budget for the connection. */
  reserve(): Promise<() => void>;
  onCheck?: ((check: ConnectionCheck) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Runs every check in order on fresh connections. */
export async function runChecks<C extends { close(): Promise<void> }>(
  engine: EngineChecks<C>,
  socketOf: (folder: string, port: number) => string,
  { target, reserve, onCheck, signal }: TestRun,
): Promise<ConnectionTest> {
  const all: Record<NetworkCheck, Check<C>> = { ...engine, resolve: checkName, tcp: (state) => checkTcp(state, socketOf) };
  const state: TestState<C> = { target, connection: null, version: null };
  const checks: ConnectionCheck[] = [];
  let blocked = false;
  let release: (() => void) | null = null;
  try {
    for (const name of NETWORK_CHECKS) {
      const startedAt = performance.now();
      let finding: Finding;
      if (blocked || signal?.aborted) finding = { ok: false, skipped: true, detail: 'not_run' };
      else {
        if (name === 'authenticate') release = await reserve().catch(() => null);
        finding = name === 'authenticate' && !release ? fail('budget_exhausted') : await guarded(all[name], state);
      }
      if (!finding.ok && PREREQUISITES.has(name)) blocked = true;
      const check = { name, ...finding, latencyMs: Math.round((performance.now() - startedAt) * 10) / 10 };
      checks.push(check);
      onCheck?.(check);
    }
  } finally {
    await state.connection?.close();
    release?.();
  }
  return { ok: checks.every((check) => check.ok), ...(state.version ? { version: state.version } : {}), checks };
}

async function guarded<C>(check: Check<C>, state: TestState<C>): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    // The checks have deadlines of their own, with better words; this one holds if a check hangs otherwise.
    timer = setTimeout(() => resolve(fail('check_failed')), CHECK_DEADLINE_MS + 1_000);
  });
  try {
    return await Promise.race([check(state).catch(() => fail('check_failed')), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function checkName<C>({ target: { host } }: TestState<C>): Promise<Finding> {
  if (isIP(host) || host.startsWith('/')) return pass('resolve_ok', { address: host });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), CHECK_DEADLINE_MS);
  });
  try {
    const found = await Promise.race([lookup(host), late]);
    return found ? pass('resolve_ok', { address: found.address }) : fail('resolve_timeout', { host });
  } catch {
    return fail('resolve_failed', { host });
  } finally {
    clearTimeout(timer);
  }
}

async function checkTcp<C>({ target }: TestState<C>, socketOf: (folder: string, port: number) => string): Promise<Finding> {
  const params = { host: target.host, port: target.port };
  try {
    (await openSocket(target, socketOf)).destroy();
    return pass('tcp_ok', params);
  } catch (error) {
    const { code } = error as { code?: string };
    return fail(code === 'ECONNREFUSED' ? 'tcp_refused' : code === 'ETIMEDOUT' ? 'tcp_timeout' : 'tcp_failed', params);
  }
}
