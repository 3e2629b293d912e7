import { stringify } from 'csv-stringify/sync';
import { AppError } from '@/lib/errors';
import { validationWords } from '@/lib/i18n/error-words';
import { NDJSON_TYPE } from '@/lib/model/user-file';
import { defineRunKind, type RunKind, type RunStepContext } from '@/lib/runs';
import type { Runtime } from '@/lib/runtime';
import { tenantData } from '@/lib/tenants/tenant-data';
import { counted, decisions, mappingFor, NOTHING } from './check-import';
import type { Decision } from './decide-rows';
import { guarded } from '@/lib/csv/formula-guard';
import { ImportFolder, type ImportMeta, type ImportState } from './import-folder';
import { writeRows } from './write-rows';

export const IMPORT_RUN_KIND = 'users.import';
export const IMPORT_RUN_STEPS = ['import'] as const;
/** Watchers are told at most so often, ms. */
const TELL_EVERY_MS = 500;

type Deps = Pick<Runtime, 'store' | 'records' | 'env' | 'log'>;
type Refused = Extract<Decision, { kind: 'refuse' }>;

/** Importing users, as a run; imports of one server share that server's turn. */
export function importRunKind(runtime: Deps): RunKind {
  const folderOf = (params: Record<string, unknown>) => ImportFolder.find(runtime.env.fsRoot, String(params['importId']));
  return defineRunKind({
    kind: IMPORT_RUN_KIND,
    groupOf: (_run, params) => (typeof params['serverId'] === 'string' ? params['serverId'] : null),
    steps: [
      {
        name: 'import',
        run: async (context) => {
          const folder = await folderOf(context.params);
          if (!folder) throw new AppError('not_found', { params: { what: 'import', id: String(context.params['importId']) } });
          await importRows(runtime, folder, context);
        },
      },
    ],
    onSettled: async (_run, status, error, params) => {
      const folder = status === 'queued' || status === 'paused' ? null : await folderOf(params);
      if (!folder) return;
      await record(runtime, folder, status === 'succeeded' ? null : (error?.code ?? status));
      await folder.removeSource();
    },
  });
}

/** Batch by batch, each known to be done before the next is begun; it goes on behind what is done. */
async function importRows(runtime: Deps, folder: ImportFolder, { run, signal, checkpoint }: RunStepContext): Promise<void> {
  const meta = await folder.meta();
  const { slug, contentType, request } = meta;
  const { access } = await tenantData(runtime.store, slug, 'users');
  const fields = await runtime.store.config.fields(slug).current();
  let state: ImportState = (await folder.state()) ?? { counts: NOTHING, row: 0, bytes: 0, rejectedBytes: 0 };
  let toldAt = 0;
  const source = folder.source();
  try {
    for await (const decided of decisions({ bytes: source, contentType }, { users: access.users, fields, request, importId: folder.id }, mappingFor(fields, request), state.row)) {
      signal.throwIfAborted();
      const done = await writeRows(access, decided);
      const refused = done.filter((one): one is Refused => one.kind === 'refuse');
      const rejectedBytes = refused.length === 0 ? state.rejectedBytes : await folder.reject(rejectedRows(meta, refused, state.rejectedBytes === 0), state.rejectedBytes);
      state = { counts: counted(state.counts, done), row: done.at(-1)?.row.row ?? state.row, bytes: source.bytesRead, rejectedBytes };
      await folder.writeState(state);
      if (performance.now() - toldAt > TELL_EVERY_MS) {
        toldAt = performance.now();
        await runtime.records.events.publish({ type: 'run', tenant: slug, data: { runId: run.id, kind: run.kind, status: 'running', ...state.counts } });
      }
      await checkpoint();
    }
  } finally {
    source.destroy();
  }
}

/** Refused rows as they came, with where and why at their end: mended, they can be sent again as they are. */
function rejectedRows({ contentType }: Pick<ImportMeta, 'contentType'>, refused: readonly Refused[], first: boolean): string {
  const why = ({ issues }: Refused) => issues.map(({ column, message, params }) => `${column === null ? '' : `${column}: `}${validationWords('en', message, params)}`).join(' ');
  if (contentType === NDJSON_TYPE) return refused.map((one) => `${JSON.stringify({ ...one.row.cells, import_row: one.row.row, import_problem: why(one) })}\n`).join('');
  const headings = Object.keys(refused[0]?.row.cells ?? {});
  const rows = refused.map((one) => [...headings.map((heading) => String(one.row.cells[heading] ?? '')), String(one.row.row), guarded(why(one))]);
  return stringify([...(first ? [[...headings, 'import_row', 'import_problem']] : []), ...rows], { record_delimiter: 'windows' });
}

/** How it ended, in the name of who asked for it. */
async function record({ records }: Deps, folder: ImportFolder, error: string | null): Promise<void> {
  const { slug, actor, request } = await folder.meta();
  const { counts } = (await folder.state()) ?? { counts: NOTHING };
  const target = { type: 'users', id: slug, tenant: slug };
  const changes = [...Object.entries(counts), ['mode', request.mode] as const].map(([path, after]) => ({ path, before: null, after }));
  const { id } = await records.audit.intent({ actor, door: 'worker', action: 'users.import', target, changes, ip: null });
  await records.audit.outcome(id, error === null ? { success: true } : { success: false, error });
}
