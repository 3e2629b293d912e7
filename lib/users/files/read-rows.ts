import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { AppError, invalidField } from '@/lib/errors';
import { NDJSON_TYPE } from '@/lib/model/user-file';

/** A row of a file: cells by its headings; text of CSV, values of NDJSON. */
export interface RawRow {
  /** As a spreadsheet counts: the heading is row 1. Of NDJSON, the line. */
  row: number;
  cells: Readonly<Record<string, unknown>>;
  /** It could not be read: a key below `validation.`. */
  broken?: string;
}

/** Characters of one row; a file without line ends would be one. */
const ROW_MAX = 1_048_576;
const FIRST_LINE_MAX = 65_536;

/** @throws AppError `too_large` when more bytes come than these */
export async function* atMost(bytes: AsyncIterable<Uint8Array>, max: number): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of bytes) {
    read += chunk.byteLength;
    if (read > max) throw new AppError('too_large');
    yield chunk;
  }
}

/**
 * Rows as the file has them, read while they are asked for.
 * @param onHeadings of CSV, once, before the first row. Of NDJSON the headings are in the rows.
 * @throws AppError `validation_failed` at `file` when it is no UTF-8, or breaks off inside of quotes
 */
export async function* readRows(bytes: AsyncIterable<Uint8Array>, contentType: string, onHeadings: (headings: readonly string[]) => void): AsyncGenerator<RawRow> {
  const text = decoded(bytes);
  try {
    if (contentType === NDJSON_TYPE) yield* jsonRows(text);
    else yield* csvRows(text, onHeadings);
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? '');
    if (code.startsWith('CSV_')) throw invalidField('file', 'importNotCsv', { row: Number((error as { lines?: number }).lines ?? 0) });
    throw error;
  } finally {
    await text.return(undefined);
  }
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (...given: Parameters<TextDecoder['decode']>) => {
    try {
      return decoder.decode(...given);
    } catch {
      throw invalidField('file', 'importNotUtf8');
    }
  };
  for await (const chunk of bytes) yield decode(chunk, { stream: true });
  yield decode();
}

async function* csvRows(text: AsyncGenerator<string>, onHeadings: (headings: readonly string[]) => void): AsyncGenerator<RawRow> {
  let first = '';
  while (!/[\r\n]/.test(first) && first.length < FIRST_LINE_MAX) {
    const { done, value } = await text.next();
    if (done) break;
    first += value;
  }
  const parser = parse({ delimiter: delimiterOf(first), relax_column_count: true, skip_empty_lines: true, max_record_size: ROW_MAX });
  const source = Readable.from(before(first, text));
  source.once('error', (error) => parser.destroy(error));
  let headings: string[] | null = null;
  let row = 0;
  for await (const record of source.pipe(parser) as AsyncIterable<string[]>) {
    row += 1;
    if (headings === null) {
      headings = record.map((heading) => heading.trim());
      onHeadings(headings);
      continue;
    }
    const cells = Object.fromEntries(headings.map((heading, index) => [heading, record[index] ?? '']));
    yield record.length === headings.length ? { row, cells } : { row, cells, broken: 'importCells' };
  }
  if (headings === null) onHeadings([]);
}

async function* before(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (first !== '') yield first;
  yield* rest;
}

/** Spreadsheets write commas, semicolons where the comma is in numbers, or tabs: whichever the heading has most of. */
function delimiterOf(text: string): string {
  const line = (text.split(/[\r\n]/)[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (mark: string) => line.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

async function* jsonRows(text: AsyncGenerator<string>): AsyncGenerator<RawRow> {
  let rest = '';
  let row = 0;
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > ROW_MAX) throw invalidField('file', 'importRowTooLong', { row: row + lines.length + 1 });
    for (const line of lines) {
      row += 1;
      if (line.trim() !== '') yield jsonRow(line, row);
    }
  }
  if (rest.trim() !== '') yield jsonRow(rest, row + 1);
}

/** A user as REST writes it; its own fields stand beside the product's. */
function jsonRow(line: string, row: number): RawRow {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const { customFields, ...cells } = value as Record<string, unknown>;
      return { row, cells: { ...cells, ...(typeof customFields === 'object' ? customFields : {}) } };
    }
  } catch {
    // Falls through to the one answer for every line that is no object.
  }
  return { row, cells: {}, broken: 'importNotJson' };
}
