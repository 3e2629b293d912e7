import { csvRows, BYTE_ORDER_MARK } from '@/lib/csv/csv-rows';
import { fileChunks } from '@/lib/csv/file-chunks';
import { guarded } from '@/lib/csv/formula-guard';
import type { AuditEvent } from '@/lib/model/audit';
import type { FileFormat } from '@/lib/model/user-file';
import type { AuditFilter, AuditLog } from '@/lib/records/ports';

/** Events read and written at once: of these alone memory is taken, however many there are. */
const PAGE_SIZE = 500;

const COLUMNS: readonly (readonly [name: string, of: (event: AuditEvent) => string])[] = [
  ['at', ({ at }) => at],
  ['id', ({ id }) => id],
  ['actorType', ({ actor }) => actor.type],
  ['actorId', ({ actor }) => actor.id],
  ['actorName', ({ actor }) => actor.name],
  ['door', ({ door }) => door],
  ['action', ({ action }) => action],
  ['targetType', ({ target }) => target.type],
  ['targetId', ({ target }) => target.id],
  ['tenant', ({ target }) => target.tenant ?? ''],
  ['outcome', ({ outcome }) => outcome],
  ['error', ({ error }) => error ?? ''],
  ['ip', ({ ip }) => ip ?? ''],
  ['changes', ({ changes }) => (changes.length === 0 ? '' : JSON.stringify(changes))],
  ['hash', ({ hash }) => hash],
];

export interface AuditExportRequest {
  filter: Omit<AuditFilter, 'limit' | 'cursor'>;
  format: FileFormat;
  bom: boolean;
}

/**
 * Events as a file, newest first, page by page backwards through the chain: what is appended meanwhile is not in it,
 * and nothing is in it twice. The first page is read before this answers, so that an outage is an answer and not half a file.
 * @param wrote is told how many rows each chunk has.
 */
export async function exportAudit(audit: Pick<AuditLog, 'list'>, { filter, format, bom }: AuditExportRequest, wrote: (rows: number) => void): Promise<AsyncGenerator<Uint8Array>> {
  const first = await audit.list({ ...filter, limit: PAGE_SIZE });
  const lines = format === 'csv' ? csvLines : jsonLines;
  const head = format === 'csv' ? (bom ? BYTE_ORDER_MARK : '') + csvRows([COLUMNS.map(([name]) => name)]) : '';
  wrote(0);
  return fileChunks(first, (cursor) => audit.list({ ...filter, limit: PAGE_SIZE, cursor }), { head, lines }, wrote);
}

const csvLines = (events: readonly AuditEvent[]): string => csvRows(events.map((event) => COLUMNS.map(([, of]) => guarded(of(event)))));
const jsonLines = (events: readonly AuditEvent[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('');
