import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { OWNER } from './support/console-process';
import { startConsole, logFile } from './support/console-process';
import { localClient, untilDatabase } from './support/rest';

/** A console of its own, on another port, so that the shared one lives on. */
const PORT = String(Number(process.env.E2E_PORT ?? '3210') + 1);

test('killed in the middle of provisioning, it converges at the next start; data survives', async () => {
  test.setTimeout(180_000);
  const fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-e2e-kill-'));
  const slugs = Array.from({ length: 6 }, (_, index) => `kill-${index}`);
  try {
    const first = await startConsole(fsRoot, { PORT });
    const rest = await localClient(fsRoot);
    for (const slug of slugs) expect((await rest('POST', '/tenants', { slug, name: slug })).status).toBe(202);
    await first.kill();

    const second = await startConsole(fsRoot, { PORT });
    expect(second.output()).toMatch(/adopt/i);
    const again = await localClient(fsRoot);
    for (const slug of slugs) await untilDatabase(again, slug, 'READY', 90_000);
    expect((await again('GET', '/audit/verify')).json).toMatchObject({ ok: true });
    await second.stop();

    const third = await startConsole(fsRoot, { PORT });
    const last = await localClient(fsRoot);
    expect((await last('GET', '/tenants')).json['total']).toBe(slugs.length);
    const answer = await fetch(`http://127.0.0.1:${PORT}/sign-in`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain(OWNER.password);
    await third.stop();
  } finally {
    await rm(fsRoot, { recursive: true, force: true });
    await rm(logFile(fsRoot), { force: true });
  }
});
