import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** Ends with words when this Node is too old to run the product. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Tenantry needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Hash of what decides which packages are wanted, and of the Node they were installed for. */
export function packagesHash() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** Installs packages when there are none, or others than the lock file says. Install scripts are needed: never skipped. */
export function installIfNeeded() {
  const stamp = 'node_modules/.tenantry-installed';
  const wanted = packagesHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error('Installing packages…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // `include=dev`: the build needs them also where NODE_ENV says production.
  const { status } = spawnSync(npm, ['install', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'], { stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    console.error('npm install failed.');
    process.exit(1);
  }
  writeFileSync(stamp, packagesHash());
}
