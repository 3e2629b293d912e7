import { AppError, invalidField } from '@/lib/errors';
import { IMPORTED_COLUMNS, USER_FILE_COLUMNS, type ImportReport } from '@/lib/model/user-file';

/** The product's columns that only the product writes; a file that was exported has them too. */
const READ_ONLY: ReadonlySet<string> = new Set([...USER_FILE_COLUMNS.filter((name) => !(IMPORTED_COLUMNS as readonly string[]).includes(name)), 'version']);

type Left = ImportReport['columns'][number]['left'];

/** Which heading goes into which column. */
export class ColumnMapping {
  private readonly found = new Map<string, { column: string | null; left: Left }>();
  private readonly byPlainName: ReadonlyMap<string, string>;

  /**
   * @param known names of columns that can be written
   * @param mapping heading by column; without it headings are taken by their names, however they are written
   * @throws AppError `validation_failed` for a column that is not there
   */
  constructor(known: readonly string[], private readonly mapping: Readonly<Record<string, string>> | undefined) {
    this.byPlainName = new Map(known.map((name) => [plain(name), name]));
    for (const column of Object.keys(mapping ?? {})) {
      if (!known.includes(column)) throw invalidField(`mapping.${column}`, READ_ONLY.has(column) ? 'importReadOnly' : 'unknownField', { field: column });
    }
  }

  /**
   * Takes the headings of a file.
   * @throws AppError `validation_failed` without a column of e-mail addresses, and for two headings of one column
   */
  begin(headings: readonly string[]): void {
    const columns = headings.map((heading) => this.columnOf(heading)).filter((column) => column !== null);
    const twice = columns.find((column, index) => columns.indexOf(column) !== index);
    if (twice !== undefined) throw invalidField(`mapping.${twice}`, 'importColumnTwice', { field: twice });
    const missing = Object.entries(this.mapping ?? {}).filter(([, heading]) => !headings.includes(heading));
    if (missing.length > 0) throw new AppError('validation_failed', { issues: missing.map(([column, heading]) => ({ path: `mapping.${column}`, message: 'importNoHeading', params: { field: heading } })) });
    if (!columns.includes('email')) throw invalidField('mapping.email', 'importNoEmail');
  }

  /** The column that a heading goes into; null when it is left. */
  columnOf(heading: string): string | null {
    let found = this.found.get(heading);
    if (!found) this.found.set(heading, (found = this.find(heading)));
    return found.column;
  }

  report(): ImportReport['columns'] {
    return [...this.found].map(([heading, { column, left }]) => ({ heading, column, left }));
  }

  private find(heading: string): { column: string | null; left: Left } {
    if (this.mapping) {
      const [column] = Object.entries(this.mapping).find(([, mapped]) => mapped === heading) ?? [null];
      return { column, left: column === null ? 'notMapped' : null };
    }
    const column = this.byPlainName.get(plain(heading)) ?? null;
    if (column !== null) return { column, left: null };
    return { column, left: [...READ_ONLY].some((name) => plain(name) === plain(heading)) ? 'readOnly' : 'unknown' };
  }
}

/** `E-mail`, `Given Name` and `given_name` as letters and digits alone. */
const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
