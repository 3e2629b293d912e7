import { TLS_MODES } from '@/lib/model/server-drivers';

/** `sslmode` of libpq (PostgreSQL manual 34.1.2) in our words; what only prefers TLS is taken to want it. */
const TLS_OF: Record<string, string> = { allow: 'require', prefer: 'require' };
const DEFAULT_PORT = 5432;

export interface DsnParts {
  host: string;
  port: string;
  username: string;
  password: string;
  database: string;
  tlsMode: string;
}

/** What a connection string says; null when it is none that we can read. */
export function partsOfDsn(dsn: string): DsnParts | null {
  const text = dsn.trim();
  if (!/^postgres(ql)?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.hostname === '') return null;
  try {
    const mode = url.searchParams.get('sslmode') ?? '';
    const known = (TLS_MODES as readonly string[]).includes(mode) ? mode : (TLS_OF[mode] ?? 'disable');
    return {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || String(DEFAULT_PORT),
      username: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: decodeURIComponent(url.pathname.slice(1)) || 'postgres',
      tlsMode: known,
    };
  } catch {
    return null;
  }
}
