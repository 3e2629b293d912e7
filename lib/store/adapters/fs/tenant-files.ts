import { join, sep } from 'node:path';
import { type TenantConfig, tenantConfigSchema } from '@/lib/model/tenant';
import { type Content, readContent } from './entity-text';
import { type Seen, readWithSignature } from './file-state';
import { versionOfBytes } from './version';
import type { Broken, Outcome } from './yaml-text';

export const TENANT_FILE = 'tenant.yaml';

/** What may be asked for by name; keeps `..` and separators away from paths. */
export const isTenantFolder = (slug: string) => /^[a-z0-9-]{1,63}$/.test(slug);

export interface TenantPaths {
  root: string;
  directory(slug: string): string;
  path(slug: string): string;
  /** Below `FS_ROOT`. */
  file(slug: string): string;
  /** The tenant's folder, below `FS_ROOT`. */
  folder(slug: string): string;
}

export function tenantPaths(fsRoot: string): TenantPaths {
  const root = join(fsRoot, 'tenants');
  return {
    root,
    directory: (slug) => join(root, slug),
    // Not join: asked for each tenant at each sweep.
    path: (slug) => `${root}${sep}${slug}${sep}${TENANT_FILE}`,
    file: (slug) => `tenants/${slug}/${TENANT_FILE}`,
    folder: (slug) => `tenants/${slug}`,
  };
}

export interface GoodTenant {
  config: TenantConfig;
  version: string;
}

/** Bytes to tenant; the folder's name has the last word on the slug. */
export function readTenant(slug: string, bytes: Buffer): Outcome<Content<TenantConfig>> {
  const read = readContent(tenantConfigSchema, bytes);
  if (read.ok && read.value.value.slug !== slug) {
    const { value, parsed } = read.value;
    return { ok: false, broken: { reason: `slug: "${value.slug}" is not the name of its folder "${slug}"`, line: parsed.lineAt(['slug']) } };
  }
  return read;
}

export type LoadedTenant = { kind: 'absent' } | { kind: 'broken'; seen: Seen; broken: Broken } | { kind: 'good'; seen: Seen; good: GoodTenant; idLine: number | null };

export async function loadTenant(paths: TenantPaths, slug: string): Promise<LoadedTenant> {
  const file = await readWithSignature(paths.path(slug));
  if (file.kind === 'absent') return file;
  if (file.kind === 'unreadable') return { kind: 'broken', seen: file.seen, broken: file.broken };
  const read = readTenant(slug, file.bytes);
  if (!read.ok) return { kind: 'broken', seen: file.seen, broken: read.broken };
  const { value, parsed } = read.value;
  return { kind: 'good', seen: file.seen, good: { config: value, version: versionOfBytes(file.bytes) }, idLine: parsed.lineAt(['id']) };
}
