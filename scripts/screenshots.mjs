// `npm run screenshots [-- users,palette]`: every screen, or those whose names have one of these in them, at 1440 and 390, light and dark, into docs/screenshots.
import { buildIfNeeded } from './build-if-needed.mjs';
import { installIfNeeded, requireNode } from './install-if-needed.mjs';
import { loadTypeScript } from './prepare.mjs';
import { installSystemParts } from './system-parts.mjs';

requireNode();
installIfNeeded();
const { env, missingBrowser } = installSystemParts();
if (missingBrowser) {
  console.error(missingBrowser);
  process.exit(1);
}
buildIfNeeded();
await loadTypeScript();
const { takeScreenshots } = await import('../e2e/screenshots/take.ts');
await takeScreenshots(env.CHROMIUM_PATH, process.argv[2]);
