import { AppError, invalidField } from '@/lib/errors';
import { TENANT_STATUSES, type TenantConfig, tenantConfigSchema } from '@/lib/model/tenant';
import type { ConfigWriteListener, TenantsConfig, Versioned } from '@/lib/store/ports';
import { type Writer, createFile, makeDirectory, removeDirectory, replaceFile } from './durable';
import { changedBytes, newBytes, validated } from './entity-text';
import { configInvalid, readWithSignature } from './file-state';
import type { Locks } from './lock';
import { type GoodTenant, type TenantPaths, isTenantFolder, readTenant } from './tenant-files';
import type { TenantEntry } from './tenant-entries';
import type { TenantIndex } from './tenant-index';
import { type Keyed, type Row, type SortField, mendRows, pageOfRows, readOrder, sortRows } from './tenant-query';
import { isSame, versionOfBytes } from './version';

export interface TenantsParts {
  paths: TenantPaths;
  index: TenantIndex;
  locks: Locks;
  writer: Writer;
  written: ConfigWriteListener;
}

/** A copy: what callers do to it must not reach the index. */
const versioned = (good: GoodTenant): Versioned<TenantConfig> => ({ ...structuredClone(good.config), version: good.version });

const copied = (good: GoodTenant | null) => good && versioned(good);

const lockName = (slug: string) => `tenant.${slug}`;

/** Tenants as files, one folder each. */
export function createTenants(parts: TenantsParts): TenantsConfig {
  const { paths, index } = parts;
  const inOrder = createOrderCache(index);

  function goodOf(entry: TenantEntry | undefined): GoodTenant | null {
    if (!entry) return null;
    if (entry.good) return entry.good;
    throw configInvalid(paths.file(entry.slug), entry.problem ?? { reason: 'unreadable', line: null });
  }

  const bySlug = async (slug: string): Promise<GoodTenant | null> => (isTenantFolder(slug) ? goodOf(await index.refresh(slug)) : null);

  async function byId(id: string): Promise<GoodTenant | null> {
    // Unknown here may be made a moment ago by another process.
    if (index.slugOf(id) === undefined) await index.sweep();
    const slug = index.slugOf(id);
    if (slug === undefined) return null;
    const found = goodOf(await index.refresh(slug));
    return found?.config.id === id ? found : null;
  }

  return {
    get: async (slug) => copied(await bySlug(slug)),
    getById: async (id) => copied(await byId(id)),
    current: async (slugOrId) => {
      const good = (await bySlug(slugOrId)) ?? (await byId(slugOrId));
      return good && { ...good.config, version: good.version };
    },
    isTaken: async (slug) => isTenantFolder(slug) && (await index.refresh(slug)) !== undefined,
    list: async (query) => {
      const order = readOrder(query.sort);
      const { rows, nextCursor, total } = pageOfRows(inOrder(order.field), order, query);
      return { items: rows.map((row) => versioned(row.good)), nextCursor, total };
    },
    count: async () => countRows(inOrder('slug')),
    create: async (tenant) => createTenant(parts, validated(tenantConfigSchema, tenant)),
    update: async (slug, expectedVersion, change) => {
      if (!isTenantFolder(slug)) throw new AppError('tenant_not_found', { params: { slug } });
      return updateTenant(parts, slug, expectedVersion, change);
    },
    remove: async (slug) => {
      if (!isTenantFolder(slug)) return;
      await parts.locks.hold(lockName(slug), async () => {
        if (await removeDirectory(paths.directory(slug), parts.writer)) await parts.written(paths.folder(slug), null);
      });
      await index.reload(slug);
    },
  };
}

/** Rows in ascending order of a field; after a few changes mended, after many sorted anew. */
function createOrderCache(index: TenantIndex): (field: SortField) => readonly Keyed[] {
  const cached = new Map<SortField, { generation: number; rows: readonly Keyed[] }>();
  return (field) => {
    const generation = index.generation();
    const found = cached.get(field);
    if (found?.generation === generation) return found.rows;
    const changed = found ? index.changedSince(found.generation) : null;
    const rows = found && changed ? mendRows(found.rows, changed, goodRows(index, changed), field) : sortRows(goodRows(index), field);
    cached.set(field, { generation, rows });
    return rows;
  };
}

function* goodRows(index: TenantIndex, slugs?: ReadonlySet<string>): Generator<Row> {
  for (const slug of slugs ?? index.slugs()) {
    const entry = index.entry(slug);
    if (entry?.good) yield { slug, good: entry.good, haystack: entry.haystack };
  }
}

function countRows(rows: readonly Keyed[]): Awaited<ReturnType<TenantsConfig['count']>> {
  const byStatus = Object.fromEntries(TENANT_STATUSES.map((status) => [status, 0])) as Record<TenantConfig['status'], number>;
  const byServer: Record<string, number> = {};
  for (const { row } of rows) {
    const { status, database } = row.good.config;
    byStatus[status] += 1;
    if (database) byServer[database.serverId] = (byServer[database.serverId] ?? 0) + 1;
  }
  return { total: rows.length, byStatus, byServer };
}

async function createTenant({ paths, index, locks, writer, written }: TenantsParts, tenant: TenantConfig): Promise<Versioned<TenantConfig>> {
  const { slug } = tenant;
  const bytes = newBytes(tenantConfigSchema, tenant);
  if (index.slugOf(tenant.id) !== undefined && index.slugOf(tenant.id) !== slug) throw new AppError('conflict', { params: { field: 'id' } });
  await locks.hold(lockName(slug), async () => {
    await makeDirectory(paths.directory(slug), writer.disk);
    if (!(await createFile(paths.path(slug), bytes, writer))) throw new AppError('slug_taken', { params: { slug }, issues: [{ path: 'slug', message: 'slugTaken' }] });
    await written(paths.file(slug), bytes);
  });
  await index.reload(slug);
  return { ...tenant, version: versionOfBytes(bytes) };
}

async function updateTenant(
  { paths, index, locks, writer, written: told }: TenantsParts,
  slug: string,
  expectedVersion: string,
  change: (tenant: TenantConfig) => TenantConfig,
): Promise<Versioned<TenantConfig>> {
  const written = await locks.hold(lockName(slug), async () => {
    const file = await readWithSignature(paths.path(slug));
    if (file.kind === 'absent') throw new AppError('tenant_not_found', { params: { slug } });
    if (file.kind === 'unreadable') throw configInvalid(paths.file(slug), file.broken);
    const read = readTenant(slug, file.bytes);
    if (!read.ok) throw configInvalid(paths.file(slug), read.broken);
    const version = versionOfBytes(file.bytes);
    if (expectedVersion !== '*' && expectedVersion !== version) throw new AppError('precondition_failed', { params: { slug } });
    const before = read.value.value;
    const after = validated(tenantConfigSchema, change(structuredClone(before)));
    if (after.slug !== before.slug) throw invalidField('slug', 'immutable');
    if (after.id !== before.id) throw invalidField('id', 'immutable');
    if (isSame(before, after)) return { ...after, version };
    const bytes = changedBytes(tenantConfigSchema, read.value, after);
    await replaceFile(paths.path(slug), bytes, writer);
    await told(paths.file(slug), bytes);
    return { ...after, version: versionOfBytes(bytes) };
  });
  const entry = await index.reload(slug);
  // A duplicate id is told by the index alone: it knows the other files.
  if (entry?.duplicate && entry.problem && !entry.good) throw configInvalid(paths.file(slug), entry.problem);
  return written;
}
