import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { ORIGIN } from './support/console-process';
import { restClient } from './support/rest';

const run = promisify(execFile);
const cli = (...args: string[]) =>
  run('npm', ['run', '-s', 'cli', '--', ...args], { env: { PATH: process.env.PATH, HOME: process.env.HOME, FS_ROOT: process.env.E2E_FS_ROOT } as unknown as NodeJS.ProcessEnv });

test('the command line makes a token through the running server, and prints only it', async () => {
  const { stdout } = await cli('tokens', 'create', '--name', 'ci', '--role', 'owner');
  expect(stdout).toMatch(/^tnt_[\w-]{43}\n$/);
  const rest = restClient(ORIGIN, stdout.trim());
  expect((await rest('GET', '/servers')).status).toBe(200);
  const made = await rest('POST', '/tenants', { slug: 'by-rest', name: 'By REST' });
  expect(made.status).toBe(202);
  expect(made.json['runId']).toEqual(expect.any(String));

  const list = await cli('tenants', 'list', '--q', 'by-rest', '--json');
  expect((JSON.parse(list.stdout) as { items: { slug: string }[] }).items.map((tenant) => tenant.slug)).toEqual(['by-rest']);
  const audit = await rest('GET', '/audit?action=tokens.create');
  expect(JSON.stringify(audit.json['items'])).toContain('cli:');
});

test('it says what is wrong on standard error, and fails', async () => {
  const refused = await cli('tenants', 'create', '--slug', 'postgres', '--name', 'x').catch((error: unknown) => error as { code: number; stdout: string; stderr: string });
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('validation_failed');
  expect(refused.stderr).toContain('slug');
});
