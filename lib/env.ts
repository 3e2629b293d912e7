import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';

/** A variable that is wrong or lacking; says which, and why. */
export class EnvironmentError extends Error {
  constructor(readonly problems: { variable: string; reason: string }[]) {
    super(problems.map((p) => `${p.variable}: ${p.reason}`).join('\n'));
    this.name = 'EnvironmentError';
  }
}

const empty = (value: unknown) => (value === '' ? undefined : value);
const text = z.preprocess(empty, z.string().optional());
const integer = (fallback: number, min: number, max: number) => z.preprocess(empty, z.coerce.number().int().min(min).max(max).default(fallback));

const masterKeys = z.preprocess(
  empty,
  z
    .string()
    .transform((value) => value.split(',').map((key) => key.trim()))
    .refine((keys) => keys.every((key) => /^[A-Za-z0-9+/]{43}=$/.test(key)), 'each key is base64 of 32 bytes (openssl rand -base64 32)')
    .optional(),
);
const postgresDsn = z.preprocess(empty, z.union([z.literal('none'), z.string().regex(/^postgres(ql)?:\/\//, 'postgres://… or none')]).optional());
const FILE_DSN = /^file:(?:\/\/(?=\/))?(.+)$/;
/** `file:` takes a folder from where the process runs too; from here on it is an absolute one. */
const absoluteFolder = (dsn: string): string => {
  const folder = FILE_DSN.exec(dsn)?.[1];
  return folder === undefined ? dsn : pathToFileURL(resolve(folder)).href;
};
const tenantDsn = z.preprocess(
  empty,
  z.union([z.literal('none'), z.string().regex(/^(postgres(ql)?:\/\/|mysql:\/\/|file:.)/, 'postgres://…, mysql://…, file:<folder> or none')]).transform(absoluteFolder).optional(),
);

const MAX_PER_MINUTE = 10_000_000;

const schema = z.object({
  PORT: integer(3000, 1, 65_535),
  HOST: z.preprocess(empty, z.string().default('127.0.0.1')),
  FS_ROOT: z.preprocess(empty, z.string().default('./data')),
  SECRETBOX_MASTER_KEY: masterKeys,
  GLOBAL_DB_DSN: postgresDsn,
  TENANT_DB_DSN: tenantDsn,
  EMBEDDED_POSTGRES: z.preprocess(empty, z.enum(['auto', 'off']).default('auto')),
  ADMIN_EMAIL: z.preprocess(empty, z.email().optional()),
  ADMIN_PASSWORD: text,
  NEXTAUTH_SECRET: text,
  NEXTAUTH_URL: z.preprocess(empty, z.url().optional()),
  SQLITE_ROOTS: text,
  TRUSTED_PROXIES: text,
  TENANTRY_TOKEN: text,
  HEALTH_INTERVAL_MS: integer(30_000, 1_000, 3_600_000),
  DELETE_GRACE_DAYS: integer(30, 0, 3650),
  SIGN_IN_RETENTION_DAYS: integer(90, 1, 3650),
  LOG_LEVEL: z.preprocess(empty, z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info')),
  METRICS_TOKEN: text,
  WORKER_METRICS_PORT: z.preprocess(empty, z.coerce.number().int().min(1).max(65_535).optional()),
  SERVER_HOST_DENY: text,
  RATE_LIMIT_PRINCIPAL: integer(6_000, 0, MAX_PER_MINUTE),
  RATE_LIMIT_TENANT: integer(30_000, 0, MAX_PER_MINUTE),
  RATE_LIMIT_ADDRESS: integer(600, 0, MAX_PER_MINUTE),
  TENANTRY_TENANT_SERVER: z.preprocess(empty, z.enum(['default', 'embedded']).default('default')),
});

export interface Environment {
  port: number;
  host: string;
  /** Absolute. */
  fsRoot: string;
  masterKeys: string[] | null;
  /** Undefined: the embedded Postgres. `none`: no global DB. */
  globalDbDsn: string | undefined;
  tenantDbDsn: string | undefined;
  embeddedPostgres: 'auto' | 'off';
  adminEmail: string | undefined;
  adminPassword: string | undefined;
  nextauthSecret: string | undefined;
  nextauthUrl: string | undefined;
  /** Absolute folders. */
  sqliteRoots: string[];
  trustedProxies: string[];
  tenantryToken: string | undefined;
  healthIntervalMs: number;
  deleteGraceDays: number;
  /** What was tried as a tenant's users is forgotten after so many days. */
  signInRetentionDays: number;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  metricsToken: string | undefined;
  /** Where the worker tells its own metrics; undefined: nowhere. */
  workerMetricsPort: number | undefined;
  /** Address ranges and names that no server may have; undefined means the default ranges. */
  serverHostDeny: string[] | undefined;
  /** Requests a minute, 0 for no limit: of one principal, of tokens on one tenant, of one address that is signed in as nobody. */
  rateLimits: { principal: number; tenant: number; address: number };
  /** Name of the server that `TENANT_DB_DSN` gives; set by `up` for the one it starts. */
  tenantServerName: 'default' | 'embedded';
  nodeEnv: string;
  /** The variables as they were, to hand on to child processes. */
  source: NodeJS.ProcessEnv;
}

const list = (value: string | undefined) => (value ? value.split(',').map((item) => item.trim()).filter(Boolean) : []);

const rootsOf = (roots: string | undefined, fsRoot: string): string[] => (roots ? list(roots).map((root) => resolve(root)) : [join(fsRoot, 'sqlite')]);
/** The folder that a connection string names is allowed by it. */
const folderOf = (dsn: string | undefined): string[] => (dsn?.startsWith('file:') ? [fileURLToPath(dsn)] : []);

/**
 * Reads and checks every variable there is. The only place that touches `process.env`.
 * @throws EnvironmentError naming each bad variable.
 */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    throw new EnvironmentError(parsed.error.issues.map((issue) => ({ variable: String(issue.path[0]), reason: issue.message })));
  }
  const e = parsed.data;
  const fsRoot = isAbsolute(e.FS_ROOT) ? e.FS_ROOT : resolve(e.FS_ROOT);
  return {
    port: e.PORT,
    host: e.HOST,
    fsRoot,
    masterKeys: e.SECRETBOX_MASTER_KEY ?? null,
    globalDbDsn: e.GLOBAL_DB_DSN,
    tenantDbDsn: e.TENANT_DB_DSN,
    embeddedPostgres: e.EMBEDDED_POSTGRES,
    adminEmail: e.ADMIN_EMAIL,
    adminPassword: e.ADMIN_PASSWORD,
    nextauthSecret: e.NEXTAUTH_SECRET,
    nextauthUrl: e.NEXTAUTH_URL,
    sqliteRoots: [...rootsOf(e.SQLITE_ROOTS, fsRoot), ...folderOf(e.TENANT_DB_DSN)],
    trustedProxies: list(e.TRUSTED_PROXIES),
    tenantryToken: e.TENANTRY_TOKEN,
    healthIntervalMs: e.HEALTH_INTERVAL_MS,
    deleteGraceDays: e.DELETE_GRACE_DAYS,
    signInRetentionDays: e.SIGN_IN_RETENTION_DAYS,
    logLevel: e.LOG_LEVEL,
    metricsToken: e.METRICS_TOKEN,
    workerMetricsPort: e.WORKER_METRICS_PORT,
    serverHostDeny: e.SERVER_HOST_DENY === undefined ? undefined : list(e.SERVER_HOST_DENY),
    rateLimits: { principal: e.RATE_LIMIT_PRINCIPAL, tenant: e.RATE_LIMIT_TENANT, address: e.RATE_LIMIT_ADDRESS },
    tenantServerName: e.TENANTRY_TENANT_SERVER,
    nodeEnv: source.NODE_ENV ?? 'production',
    source,
  };
}

/** Engines whose contract suites are to run (`STORES=postgres,sqlite`); null for all. Read by tests only. */
export function storesUnderTest(): string[] | null {
  const names = list(process.env.STORES);
  return names.length > 0 ? names : null;
}

/** True under `npm run dev`: hot reload needs what a production never allows. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === 'development';
}

/** True in the phase of `next build` in which nothing may open. */
export function isBuildPhase(): boolean {
  return process.env.NEXT_PHASE === 'phase-production-build';
}
