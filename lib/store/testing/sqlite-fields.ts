import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '@libsql/client';
import { expect } from 'vitest';
import type { FieldStorage } from '@/lib/model/field-storage';
import { sqlite } from '../adapters/sqlite';
import { fileOf } from '../adapters/sqlite/access';
import { newTenant, provision } from '../contract/harness';
import type { FieldFinding, TenantTarget, WantedColumn } from '../ports';
import type { OpenAdapter } from '../registry';

export const TEXT: FieldStorage = { kind: 'text', minLength: null, maxLength: 40, ignoreCase: false };
export const INT: FieldStorage = { kind: 'int64', min: null, max: null };

/** A column as it is wanted: optional text, unless said. */
export const wantedColumn = (over: Partial<WantedColumn> = {}): WantedColumn => ({
  fieldId: randomUUID(), column: 'x', storage: TEXT, required: false, unique: false, indexed: false, default: null, presence: 'live', fill: null, onInvalid: 'abort', ...over,
});

/** Tenants in files, and hands to change their tables as the product does and as others would. */
export class SqliteFields {
  target!: TenantTarget;

  private constructor(
    readonly adapter: OpenAdapter,
    readonly folder: string,
  ) {}

  static async open(): Promise<SqliteFields> {
    const folder = await mkdtemp(join(tmpdir(), 'tenantry-sqlite-fields-'));
    return new SqliteFields(sqlite.open({ migrationsDir: join(process.cwd(), 'migrations'), fileRoots: [folder], pools: { share: 1 } }), folder);
  }

  /** Goes on with a tenant of its own. */
  async newTenant(): Promise<void> {
    const server = { id: 's', name: 'S', driver: 'sqlite', directory: join(this.folder, 'tenants'), host: '', port: 0, directHost: null, directPort: null, database: '', maintenanceDatabase: '', username: '', password: '', tls: { mode: 'disable' }, maxConnections: 20 } as const;
    this.target = newTenant(this.adapter, server, 'file');
    await provision(this.adapter, this.target);
  }

  async close(): Promise<void> {
    await this.adapter.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Another program's own connection to the file. */
  client() {
    return createClient({ url: pathToFileURL(fileOf(this.target)).href, timeout: 5_000 });
  }

  /** Rows of the last statement. */
  async sql(...texts: string[]): Promise<unknown[][]> {
    const client = this.client();
    try {
      let rows: unknown[][] = [];
      for (const text of texts) {
        const answer = await client.execute(text);
        rows = answer.rows.map((row) => answer.columns.map((_, index) => row[index]));
      }
      return rows;
    } finally {
      client.close();
    }
  }

  /** @param value of column `x`, by the row's number `i` */
  users(count: number, value?: string): Promise<unknown[][]> {
    return this.sql(
      `INSERT INTO app_user (id, email${value ? ', x' : ''}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT printf('00000000-0000-4000-8000-%012d', i), printf('u%06d@x.test', i)${value ? `, ${value}` : ''} FROM n`,
    );
  }

  add(email: string, columns = '', values = ''): Promise<unknown[][]> {
    return this.sql(`INSERT INTO app_user (id, email${columns && `, ${columns}`}) VALUES ('${randomUUID()}', '${email}'${values && `, ${values}`})`);
  }

  async values(name = 'x'): Promise<unknown[]> {
    return (await this.sql(`SELECT "${name}" FROM app_user ORDER BY email`)).map(([value]) => value);
  }

  look() {
    return this.adapter.fieldColumns.introspect(this.target);
  }

  async steps(...wanted: WantedColumn[]) {
    return this.adapter.fieldColumns.steps(this.target, wanted, await this.look());
  }

  async ops(...wanted: WantedColumn[]): Promise<string[]> {
    return (await this.steps(...wanted)).map((step) => step.op);
  }

  async probe(...wanted: WantedColumn[]): Promise<FieldFinding[]> {
    return this.adapter.fieldColumns.probe(this.target, wanted, await this.look());
  }

  apply(...wanted: WantedColumn[]) {
    return this.adapter.fieldColumns.apply(this.target, wanted, 'swap');
  }

  /** Applies, and holds the engine to its word: nothing is left to do, doing it again does nothing, and the file is sound. */
  async reach(...wanted: WantedColumn[]): Promise<void> {
    await this.apply(...wanted);
    expect(await this.ops(...wanted)).toEqual([]);
    expect(await this.apply(...wanted)).toMatchObject({ steps: 0 });
    expect(await this.sql('PRAGMA integrity_check')).toEqual([['ok']]);
  }
}
