import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a build is made from. */
const SOURCES = ['app', 'components', 'lib', 'public', 'package.json', 'package-lock.json', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'instrumentation.ts', 'instrumentation-client.ts', 'proxy.ts'];
const STAMP = '.next/tenantry-built';

/** Builds when there is no build, or it was made from other sources, packages or Node. */
export function buildIfNeeded() {
  const wanted = sourcesHash();
  if (existsSync('.next/BUILD_ID') && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  console.error('Building…');
  if (build() !== 0) {
    console.error('The build failed.');
    process.exit(1);
  }
}

/** Builds and notes what from. @returns exit status */
export function build() {
  const wanted = sourcesHash();
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  // Its report goes to standard error: standard output is for the one line that says ready.
  const status = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { stdio: ['ignore', 2, 2], env }).status ?? 1;
  if (status === 0) writeFileSync(STAMP, wanted);
  return status;
}

export function sourcesHash() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  for (const source of SOURCES) if (existsSync(source)) addTo(hash, source);
  return hash.digest('hex');
}

function addTo(hash, path) {
  let names = null;
  try {
    names = readdirSync(path).sort();
  } catch {
    hash.update(path).update('\0').update(readFileSync(path));
    return;
  }
  // Tests do not go into a build.
  for (const name of names) if (!/\.test\.tsx?$/.test(name)) addTo(hash, join(path, name));
}
