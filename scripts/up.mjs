// Plain Node, no dependency: it runs before anything is installed.
import process from 'node:process';
import { buildIfNeeded } from './build-if-needed.mjs';
import { installIfNeeded, requireNode } from './install-if-needed.mjs';

requireNode();
const dev = process.argv.includes('--dev');
installIfNeeded();
if (!dev) buildIfNeeded();

const { register } = await import('tsx/esm/api');
register();
const { supervise } = await import('../lib/boot/main.ts');
try {
  await supervise(process.env, { dev });
  process.exit(process.exitCode ?? 0);
} catch (error) {
  console.error(error?.name === 'EnvironmentError' || error?.name === 'FsRootTaken' ? error.message : error);
  process.exit(1);
}
