import { readFile } from 'node:fs/promises';
import { logFile } from './support/console-process';
import { expect, signIn, test } from './support/fixtures';
import { localClient } from './support/rest';

test('a real build has one runtime in its web process, whichever door is used', async ({ page }) => {
  const fsRoot = process.env.E2E_FS_ROOT ?? '';
  const rest = await localClient(fsRoot);
  expect((await rest('GET', '/mode')).status).toBe(200);
  expect((await fetch(`${new URL(page.url() === 'about:blank' ? `http://127.0.0.1:${process.env.E2E_PORT ?? '3210'}` : page.url()).origin}/readyz`)).status).toBe(200);
  await signIn(page);
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const rpc = await page.evaluate(async () => {
    const answer = await fetch('/rpc/system/mode', { method: 'POST', headers: { 'content-type': 'application/json', 'x-tenantry-console': '1' }, body: '{}' });
    return { status: answer.status, body: (await answer.json()) as { json: { mode: string } } };
  });
  expect(rpc).toMatchObject({ status: 200, body: { json: { mode: 'full_db' } } });
  await page.goto('/servers/embedded');
  await page.getByRole('button', { name: 'Check now' }).click();
  const log = await readFile(logFile(fsRoot), 'utf8');
  const opened = log.split('\n').filter((line) => line.includes('"runtime opened"')).map((line) => (JSON.parse(line) as { name: string; pid: number }));
  expect(opened.filter((line) => line.name === 'web')).toHaveLength(1);
  expect(opened.filter((line) => line.name === 'worker')).toHaveLength(1);
});

test('the browser’s door wants its header and its own origin', async ({ page }) => {
  await signIn(page);
  const statuses = await page.evaluate(async () => {
    const call = async (headers: Record<string, string>) => (await fetch('/rpc/system/mode', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{}' })).status;
    return { without: await call({}), with: await call({ 'x-tenantry-console': '1' }) };
  });
  expect(statuses).toEqual({ without: 403, with: 200 });
});
