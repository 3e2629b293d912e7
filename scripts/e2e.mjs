// `npm run test:e2e`: a build if one is needed, then the stories in a real browser.
import { spawnSync } from 'node:child_process';
import { buildIfNeeded } from './build-if-needed.mjs';
import { installIfNeeded, requireNode } from './install-if-needed.mjs';
import { installSystemParts } from './system-parts.mjs';

requireNode();
installIfNeeded();
const { env, missingBrowser } = installSystemParts();
if (missingBrowser) {
  console.error(missingBrowser);
  process.exit(1);
}
buildIfNeeded();
const args = ['node_modules/@playwright/test/cli.js', 'test', '-c', 'e2e/playwright.config.ts', ...process.argv.slice(2)];
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1);
