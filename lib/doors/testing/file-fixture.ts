import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Logger } from '@/lib/log';
import { provisioningRunKinds } from '@/lib/provisioning/run-kinds';
import { RunEngine } from '@/lib/runs';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';

const SETTLED_WITHIN_MS = 30_000;

export interface FileFixture {
  runtime: TestRuntime;
  /** Where its tenants' SQLite files are. */
  folder: string;
  /** Until no run waits or is worked on. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** A real runtime whose tenants are SQLite files, and a worker that provisions: for what any engine would show, in a second. */
export async function openFileFixture(variables: Record<string, string> = {}, log?: Logger): Promise<FileFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'tenantry-files-'));
  const runtime = await openTestRuntime({ TENANT_DB_DSN: pathToFileURL(folder).href, SQLITE_ROOTS: folder, ...variables }, log);
  const engine = new RunEngine({ records: runtime.records, kinds: provisioningRunKinds(runtime), log: runtime.log, pollMs: 50 });
  engine.start();
  return {
    runtime,
    folder,
    settled: async () => {
      for (const deadline = Date.now() + SETTLED_WITHIN_MS; ; await delay(20)) {
        const { items } = await runtime.records.runs.list({ limit: 50 });
        if (items.every(({ status, nextAttemptAt }) => status === 'succeeded' || status === 'failed' || nextAttemptAt !== null)) return;
        if (Date.now() > deadline) throw new Error(JSON.stringify(items));
      }
    },
    close: async () => {
      await engine.stop();
      await runtime.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
