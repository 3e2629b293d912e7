import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import type { ImportRequest, ImportStatus } from '@/lib/model/user-file';
import type { Runtime } from '@/lib/runtime';
import { mappingFor, NOTHING, type ImportSource } from './check-import';
import { ImportFolder, type ImportMeta } from './import-folder';
import { readRows } from './read-rows';
import { IMPORT_RUN_KIND, IMPORT_RUN_STEPS } from './run-import';

type Deps = Pick<Runtime, 'store' | 'records' | 'env'>;

/**
 * Keeps the file and queues the run that imports it. What its headings lack is said now.
 * @throws AppError `validation_failed`, `too_large`
 */
export async function beginImport(runtime: Deps, slug: string, { bytes, contentType }: ImportSource, request: ImportRequest, actor: ImportMeta['actor']): Promise<{ runId: string; importId: string; size: number }> {
  await ImportFolder.sweep(runtime.env.fsRoot);
  const tenant = await runtime.store.config.tenants.current(slug);
  if (!tenant) throw new AppError('tenant_not_found', { params: { tenant: slug } });
  const folder = new ImportFolder(runtime.env.fsRoot, randomUUID());
  try {
    const size = await folder.receive(bytes);
    const mapping = mappingFor(await runtime.store.config.fields(slug).current(), request);
    const rows = readRows(folder.source(), contentType, (headings) => mapping.begin(headings));
    await rows.next();
    await rows.return(undefined);
    // The run may be begun before this returns: it finds what it needs.
    await folder.writeMeta({ slug, runId: '', contentType, size, request, actor });
    const run = await runtime.records.runs.create({ kind: IMPORT_RUN_KIND, tenant: slug, params: { importId: folder.id, slug, serverId: tenant.database?.serverId ?? null }, steps: [...IMPORT_RUN_STEPS], uniqueKey: null });
    await folder.writeMeta({ slug, runId: run.id, contentType, size, request, actor });
    await runtime.records.events.publish({ type: 'run', tenant: slug, data: { runId: run.id, kind: IMPORT_RUN_KIND, status: 'queued' } });
    return { runId: run.id, importId: folder.id, size };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

/** @throws AppError `not_found`, also for an import of another tenant */
export async function requireImport(runtime: Pick<Runtime, 'env'>, slug: string, id: string): Promise<{ folder: ImportFolder; meta: ImportMeta }> {
  const folder = await ImportFolder.find(runtime.env.fsRoot, id);
  const meta = await folder?.meta();
  if (!folder || meta?.slug !== slug) throw new AppError('not_found', { params: { what: 'import', id: id.slice(0, 64) } });
  return { folder, meta };
}

/** How far an import is. @throws AppError `not_found` */
export async function importStatus(runtime: Deps, slug: string, id: string): Promise<ImportStatus> {
  const { folder, meta } = await requireImport(runtime, slug, id);
  const [state, run] = await Promise.all([folder.state(), runtime.records.runs.get(meta.runId)]);
  const { counts, bytes, rejectedBytes } = state ?? { counts: NOTHING, bytes: 0, rejectedBytes: 0 };
  const ended = run?.status === 'succeeded';
  return {
    ...counts,
    ...{ id, runId: meta.runId, status: run?.status ?? 'queued', mode: meta.request.mode, hasRejected: rejectedBytes > 0 },
    progress: ended || meta.size === 0 ? 1 : Math.min(1, bytes / meta.size),
    ...{ startedAt: run?.startedAt ?? null, finishedAt: run?.finishedAt ?? null },
  };
}
