import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { EnvironmentError, readEnvironment } from '@/lib/env';
import { displayHost } from './environment';
import { writeServerFile } from './main';
import { setup } from './setup';

/** Without these nothing is guessed in production. */
const REQUIRED = ['GLOBAL_DB_DSN', 'TENANT_DB_DSN', 'SECRETBOX_MASTER_KEY', 'NEXTAUTH_SECRET', 'NEXTAUTH_URL'] as const;

/** `npm start`: sets up, serves, and passes signals on; its exit status is the server's. */
export async function serveProduction(source: NodeJS.ProcessEnv): Promise<void> {
  await orExit(async () => {
    requireVariables(source);
    if (!existsSync('.next/BUILD_ID')) throw new EnvironmentError([{ variable: '.next', reason: 'there is no build: npm run build' }]);
    const env = readEnvironment(source);
    const { signIn } = await setup(source);
    const address = `http://${displayHost(env.host)}:${env.port}`;
    const serverFile = await writeServerFile(env.fsRoot, address);
    if (signIn.kind === 'link') process.stdout.write(`Make the first admin: ${env.nextauthUrl ?? address}${signIn.path}\n`);
    const status = await runChild(['node_modules/next/dist/bin/next', 'start', '-H', env.host, '-p', String(env.port)], source);
    await rm(serverFile, { force: true });
    process.exit(status);
  });
}

/** `npm run worker`. */
export async function workProduction(source: NodeJS.ProcessEnv): Promise<void> {
  await orExit(async () => {
    requireVariables(source);
    process.exit(await runChild(['--import', 'tsx', 'lib/worker/main.ts'], source));
  });
}

function requireVariables(source: NodeJS.ProcessEnv): void {
  const lacking = REQUIRED.filter((variable) => !source[variable]);
  if (lacking.length > 0) throw new EnvironmentError(lacking.map((variable) => ({ variable, reason: 'missing' })));
  readEnvironment(source);
}

async function runChild(args: string[], source: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, args, { env: { ...source, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 0)));
}

async function orExit(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${error instanceof Error && error.name === 'EnvironmentError' ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
