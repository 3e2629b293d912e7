// `npm run bench [name]`: one benchmark of bench/, or all of them. Each starts what it needs and prints ratios.
import { readdir } from 'node:fs/promises';
import { buildIfNeeded } from './build-if-needed.mjs';
import { requireNode } from './install-if-needed.mjs';
import { loadTypeScript } from './prepare.mjs';
import { installSystemParts } from './system-parts.mjs';

/** Files of bench/ that are no benchmark themselves. */
const PARTS = new Set(['branding-child', 'field-writers', 'fields-by-hand', 'fields-engines', 'figures', 'fill-users', 'http-door', 'interleave', 'page-load', 'report', 'startup-child', 'tenants-fixture', 'users-fixture']);

/** Those that look at a real build in a real browser. */
const IN_BROWSER = new Set(['page']);
/** Those that ask a real build, without one. */
const OF_BUILD = new Set(['branding']);

requireNode();
process.env.NODE_ENV ??= 'production';
await loadTypeScript();
const files = await readdir(new URL('../bench', import.meta.url));
const names = files.flatMap((file) => (file.endsWith('.ts') && !PARTS.has(file.slice(0, -3)) ? [file.slice(0, -3)] : [])).sort();
const asked = process.argv[2];
if (asked !== undefined && !names.includes(asked)) {
  console.error(`There is no benchmark ${asked}. There are: ${names.join(', ')}.`);
  process.exit(2);
}
for (const name of asked === undefined ? names : [asked]) {
  if (IN_BROWSER.has(name)) prepareBrowser();
  if (OF_BUILD.has(name)) buildIfNeeded();
  const { run } = await import(`../bench/${name}.ts`);
  await run();
}

function prepareBrowser() {
  const { env, missingBrowser } = installSystemParts();
  if (missingBrowser) {
    console.error(missingBrowser);
    process.exit(1);
  }
  Object.assign(process.env, env);
  buildIfNeeded();
}
