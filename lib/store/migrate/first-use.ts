import pLimit, { type LimitFunction } from 'p-limit';
import { AppError, isAppError } from '@/lib/errors';
import type { Logger } from '@/lib/log';
import type { TenantConfig } from '@/lib/model/tenant';
import type { DatabaseAdapter, ShippedMigration, TenantTarget } from '../ports';
import { standingOf } from './standing';

/** What `_migrations` says of migrations applied at a first use. */
export const FIRST_USE = 'first use';
/** Callers wait so long; the work goes on behind them. */
const WAIT_MS = 10_000;
const RETRY_AFTER_SECONDS = 2;
/** A migration that failed is tried again after this, twice as late each time. */
const AGAIN_MS = 60_000;
const AGAIN_MAX_MS = 3_600_000;
/** After an error that passes by itself: a lock not got, a server out of reach. */
const AGAIN_TRANSIENT_MS = 10_000;
/** Of one server in one process: the others wait in line, so that connections are left for work. */
const AT_ONCE = 4;

/** Runs `work`, which applies what is pending of one tenant, and tells of it. What it throws before the work, the work does not outlive. */
export type AroundMigration = (tenant: TenantConfig, pending: readonly ShippedMigration[], work: () => Promise<readonly string[]>) => Promise<void>;

interface Failure {
  attempts: number;
  againAt: number;
}

export interface FirstUseOptions {
  log: Logger;
  around?: AroundMigration;
  waitMs?: number;
  againMs?: number;
}

/**
 * Pending migrations of a tenant whose policy is `auto`, applied when a process first uses it. Once in this process,
 * whoever asks at the same time; once among processes by the tenant's lock, under which the adapter asks again.
 */
export class FirstUse {
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly failures = new Map<string, Failure>();
  private readonly lines = new Map<string, LimitFunction>();

  constructor(private readonly options: FirstUseOptions) {}

  /**
   * One statement where nothing is pending. A migration that fails leaves the tenant as it is.
   * @returns when to look again (milliseconds of the epoch); null where there is nothing to come back for.
   * @throws AppError `tenant_not_ready` when it takes longer than callers wait; what a connection may throw.
   */
  async check(tenant: TenantConfig, adapter: DatabaseAdapter, target: TenantTarget): Promise<number | null> {
    const [shipped, applied] = await Promise.all([adapter.migrations(), adapter.appliedSet(target)]);
    const { pending, foreign } = standingOf(shipped, applied);
    // Without any it was never provisioned, or somebody dropped it: no migration mends that.
    if (applied.length === 0) return null;
    if (foreign.length > 0) {
      this.options.log.warn({ tenant: tenant.slug, versions: foreign.map(({ version }) => version) }, 'applied migrations do not match the shipped files; left alone');
      return null;
    }
    if (pending.length === 0) {
      this.failures.delete(tenant.id);
      return null;
    }
    if (tenant.settings.migrationPolicy !== 'auto') {
      this.options.log.info({ tenant: tenant.slug, pending: pending.length }, 'migrations are pending; the policy is manual');
      return null;
    }
    const failure = this.failures.get(tenant.id);
    if (failure && Date.now() < failure.againAt) return failure.againAt;
    await this.awaited(tenant, this.flightOf(tenant, adapter, target, pending));
    return this.failures.get(tenant.id)?.againAt ?? null;
  }

  private flightOf(tenant: TenantConfig, adapter: DatabaseAdapter, target: TenantTarget, pending: readonly ShippedMigration[]): Promise<void> {
    let flight = this.underWay.get(tenant.id);
    if (!flight) {
      flight = this.lineOf(target)(() => this.apply(tenant, adapter, target, pending)).finally(() => this.underWay.delete(tenant.id));
      this.underWay.set(tenant.id, flight);
    }
    return flight;
  }

  /** Never throws: a failure is remembered, logged, and told by whoever is around. */
  private async apply(tenant: TenantConfig, adapter: DatabaseAdapter, target: TenantTarget, pending: readonly ShippedMigration[]): Promise<void> {
    const around = this.options.around ?? (async (_tenant, _pending, work) => void (await work()));
    try {
      await around(tenant, pending, async () => {
        const { applied } = await adapter.provisioner.migrate(target, FIRST_USE);
        if (applied.length > 0) this.options.log.info({ tenant: tenant.slug, applied }, 'pending migrations applied at first use');
        return applied;
      });
      this.failures.delete(tenant.id);
    } catch (error) {
      this.failures.set(tenant.id, this.failed(tenant, error));
    }
  }

  private failed(tenant: TenantConfig, error: unknown): Failure {
    const attempts = (this.failures.get(tenant.id)?.attempts ?? 0) + 1;
    const base = this.options.againMs ?? (isAppError(error) && error.retryAfterSeconds !== undefined ? AGAIN_TRANSIENT_MS : AGAIN_MS);
    const againMs = Math.min(base * 2 ** (attempts - 1), AGAIN_MAX_MS);
    this.options.log.error({ tenant: tenant.slug, attempts, againMs, err: error }, 'pending migrations could not be applied; the tenant is served as it is');
    return { attempts, againAt: Date.now() + againMs };
  }

  private async awaited({ slug }: TenantConfig, flight: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new AppError('tenant_not_ready', { params: { tenant: slug, status: 'MIGRATING' }, retryAfterSeconds: RETRY_AFTER_SECONDS })),
        this.options.waitMs ?? WAIT_MS,
      );
    });
    try {
      await Promise.race([flight, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private lineOf({ placement }: TenantTarget): LimitFunction {
    let line = this.lines.get(placement.serverId);
    if (!line) {
      line = pLimit(AT_ONCE);
      this.lines.set(placement.serverId, line);
    }
    return line;
  }
}
