import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { syncFields } from '@/lib/fields/sync-fields';
import { fieldDefinitionSchema } from '@/lib/model/field';
import type { BenchTenant, UsersFixture } from './users-fixture';

export const DEPARTMENTS = Array.from({ length: 20 }, (_, index) => `Department ${index}`);
const GIVEN_NAMES = ['Ana', 'Luis', 'João', 'Mary', 'Peter', 'Rosa', 'Ivan', 'Nora', 'Hugo', 'Inês', 'Omar', 'Eva', 'Max', 'Lena', 'Pablo', 'Sofia', 'Tom', 'Vera', 'Yara', 'Zoe'];

/** A tenant with `department` (text, indexed) and `badge` (integer, without index) and so many users, a second apart. */
export async function fillUsers({ runtime }: UsersFixture, client: Client, tenant: BenchTenant, rows: number): Promise<void> {
  const field = (name: string, type: string, indexed: boolean) => fieldDefinitionSchema.parse({ id: randomUUID(), name, column: name, type, indexed, state: 'pending' });
  await runtime.store.config.fields(tenant.slug).change('*', () => [field('department', 'text', true), field('badge', 'integer', false)]);
  await syncFields(runtime, tenant.slug);
  await client.query(
    `INSERT INTO "${tenant.schema}".app_user (email, name, given_name, created_at, department, badge)
     SELECT 'user' || n || '@example.com', 'User ' || n, ($1::text[])[1 + n % ${GIVEN_NAMES.length}], now() - n * interval '1 second', ($2::text[])[1 + (n * 7) % ${DEPARTMENTS.length}], n
     FROM generate_series(1, ${rows}) n`,
    [GIVEN_NAMES, DEPARTMENTS],
  );
  await client.query(`VACUUM ANALYZE "${tenant.schema}".app_user`);
}
