import { expect, expectAccessible, signIn, test } from './support/fixtures';
import { localClient, untilDatabase, type RestClient } from './support/rest';

const SLUG = 'typed-fields';

async function applied(rest: RestClient, changes: unknown[]): Promise<void> {
  const plan = await rest('POST', `/tenants/${SLUG}/fields/plan`, { changes });
  expect(plan.status, JSON.stringify(plan.json)).toBe(200);
  expect(plan.json['blockers']).toEqual([]);
  const run = await rest('POST', `/tenants/${SLUG}/fields/apply`, { planId: plan.json['planId'], hash: plan.json['hash'] });
  expect(run.status, JSON.stringify(run.json)).toBe(202);
  await expect.poll(async () => (await rest('GET', `/runs/${String(run.json['runId'])}`)).json['status']).toBe('succeeded');
}

test('fields become typed columns, and users are filtered by them', async ({ page }) => {
  test.setTimeout(120_000);
  const rest = await localClient(process.env.E2E_FS_ROOT ?? '');
  await rest('POST', '/tenants', { slug: SLUG, name: 'Typed fields' });
  await untilDatabase(rest, SLUG, 'READY');
  await applied(rest, [
    { op: 'add', name: 'department', type: 'text', indexed: true },
    { op: 'add', name: 'employee_id', type: 'integer', unique: true },
    { op: 'add', name: 'is_vip', type: 'boolean', default: false },
  ]);
  for (const [n, department] of ['IT', 'IT', 'Sales'].entries()) {
    const made = await rest('POST', `/tenants/${SLUG}/users`, { email: `user-${n}@example.com`, name: `User ${n}`, customFields: { department, employee_id: n } });
    expect(made.status, JSON.stringify(made.json)).toBe(201);
  }
  const twice = await rest('POST', `/tenants/${SLUG}/users`, { email: 'other@example.com', customFields: { employee_id: 1 } });
  expect(twice.status).toBeGreaterThanOrEqual(409);
  const found = await rest('GET', `/tenants/${SLUG}/users?filter[department]=IT&sort=-createdAt`);
  expect((found.json['items'] as { email: string }[]).map((user) => user.email)).toEqual(['user-1@example.com', 'user-0@example.com']);

  await signIn(page);
  await page.goto(`/tenants/${SLUG}/fields`);
  const main = page.getByRole('main');
  await expect(main).toContainText('employee_id');
  await expectAccessible(page);
  await page.goto(`/tenants/${SLUG}/users`);
  await expect(main).toContainText('user-2@example.com');
  await expect(main).toContainText('Sales');
  await expectAccessible(page);
  await page.goto(`/tenants/${SLUG}/migrations`);
  await expect(main).toContainText('0001');
  await expectAccessible(page);
});
