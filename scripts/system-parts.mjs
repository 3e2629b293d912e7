import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const DATABASE_SERVERS = ['/usr/sbin/mariadbd', '/usr/local/sbin/mariadbd', '/usr/libexec/mariadbd'];
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const POOLERS = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer'];

/** Debian's packages of each part, and how to tell that it is there. */
const PARTS = [
  { name: 'a browser', packages: ['chromium', 'fonts-dejavu-core'], present: () => findBrowser() !== null },
  // Its tests say loudly that they were left out where it is lacking, and fail in CI; so do the next one's.
  { name: 'a MariaDB server', packages: ['mariadb-server-core', 'mariadb-client-core'], present: () => DATABASE_SERVERS.some((path) => existsSync(path)) },
  { name: 'PgBouncer', packages: ['pgbouncer'], present: () => POOLERS.some((path) => existsSync(path)) },
];

/**
 * What the tests need of the system and npm does not bring. Installed from Debian's packages where
 * that is possible.
 * @returns the environment that tells where the browser is, and why there is none.
 */
export function installSystemParts() {
  const lacking = PARTS.filter((part) => !part.present());
  if (lacking.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`Installing ${lacking.map((part) => part.name).join(' and ')}…`);
    // At run level 1 a package does not start the service that it brings.
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    const options = { stdio: ['ignore', 'ignore', 'inherit'], env };
    spawnSync('apt-get', ['update', '-qq'], options);
    // One by one: a part that cannot be had does not keep the others away.
    for (const { packages } of lacking) spawnSync('apt-get', ['install', '-y', '-qq', ...packages], options);
  }
  const browser = findBrowser();
  if (browser) return { env: { CHROMIUM_PATH: browser }, missingBrowser: null };
  return { env: {}, missingBrowser: 'no Chromium was found and it could not be installed (CHROMIUM_PATH names one)' };
}

export function findBrowser() {
  const candidates = process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : BROWSERS;
  return candidates.find((path) => existsSync(path)) ?? null;
}
