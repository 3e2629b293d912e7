import { spawn } from 'node:child_process';
import { LEASE_MS, type FieldFixture } from './field-fixture';

/** When a worker dies: some moment after a step began, or when its work is done and not yet recorded. */
export interface Moment {
  step: string;
  when: 'during' | 'after';
  ms: number;
}

/** Runs a worker of its own until it has killed itself (SIGKILL) at that moment. @throws Error when it ended otherwise */
export async function killWorker(f: FieldFixture, { step, when, ms }: Moment): Promise<void> {
  const args = ['--import', 'tsx', 'lib/fields/testing/dying-worker.ts', '--step', step, '--when', when, '--lease', String(LEASE_MS), '--ms', String(ms)];
  const env = { PATH: process.env.PATH, NODE_ENV: 'test', LOG_LEVEL: 'silent', NEXTAUTH_SECRET: 'for tests only', ...f.variables } as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
  const signal = await new Promise((resolve) => child.once('exit', (_code, by) => resolve(by)));
  if (signal !== 'SIGKILL') throw new Error(`the worker was not killed in ${step}`);
}
