// What `up`, `test` and the rest share before TypeScript can be loaded: plain Node, no dependency.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const INSTALL_STAMP = 'node_modules/.tenantry-installed';
const BUILD_STAMP = '.next/tenantry-build';
const SOURCES = ['app', 'components', 'lib', 'drizzle', 'migrations', 'public', 'package.json', 'package-lock.json', 'tsconfig.json', 'next.config.ts', 'postcss.config.mjs', 'instrumentation.ts', 'proxy.ts'];

/** Ends with a clear word on a Node that is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Tenantry needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Runs a program to its end. @returns its exit status */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (result.error) console.error(`${command}: ${result.error.message}`);
  return result.status ?? 1;
}

/** Installs packages when they are missing or the lock file changed. @returns false when npm failed */
export function ensurePackages() {
  const lock = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json'))).digest('hex');
  const stamp = join(ROOT, INSTALL_STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return true;
  console.error('Installing packages …');
  // Development packages too: the build needs them, whatever NODE_ENV says.
  const status = run('npm', ['install', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'], { shell: process.platform === 'win32', stdio: ['ignore', 2, 2] });
  if (status !== 0) return false;
  const after = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json'))).digest('hex');
  writeFileSync(stamp, after);
  return true;
}

/** Builds. @returns exit status */
export function build() {
  const hash = sourcesHash();
  const status = run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 2, 2],
  });
  if (status === 0) writeFileSync(join(ROOT, BUILD_STAMP), hash);
  return status;
}

/** Builds when sources, lock file or Node's major version changed. @returns false when it failed */
export function ensureBuild() {
  const stamp = join(ROOT, BUILD_STAMP);
  if (existsSync(stamp) && existsSync(join(ROOT, '.next/BUILD_ID')) && readFileSync(stamp, 'utf8') === sourcesHash()) return true;
  console.error('Building …');
  mkdirSync(join(ROOT, '.next'), { recursive: true });
  return build() === 0;
}

function sourcesHash() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const source of SOURCES) addTo(hash, source);
  return hash.digest('hex');
}

function addTo(hash, path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, `${path}/${name}`);
  } else if (!/\.test\.tsx?$/.test(path)) {
    hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
  }
}

/** Lets Node import this project's TypeScript from here on. */
export async function loadTypeScript() {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: join(ROOT, 'tsconfig.json') });
}

/** A signal that is aborted by the first Ctrl-C or SIGTERM; further ones are heard and ignored. */
export function stopSignal() {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => controller.abort());
  return controller.signal;
}
