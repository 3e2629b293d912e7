import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * What the tests need of the system and npm does not bring: a browser. Installed from Debian's
 * packages where that is possible.
 * @returns the environment that tells where it is, and why there is none.
 */
export function installSystemParts() {
  let browser = findBrowser();
  if (!browser && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing a browser…');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const options = { stdio: ['ignore', 'ignore', 'inherit'], env };
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-dejavu-core'], options);
    browser = findBrowser();
  }
  if (browser) return { env: { CHROMIUM_PATH: browser }, missingBrowser: null };
  return { env: {}, missingBrowser: 'no Chromium was found and it could not be installed (CHROMIUM_PATH names one)' };
}

export function findBrowser() {
  const candidates = process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : BROWSERS;
  return candidates.find((path) => existsSync(path)) ?? null;
}
