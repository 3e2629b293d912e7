import type { ClientConfig } from '@/lib/model/client';
import { matchesRedirectUri } from '@/lib/model/redirect-uri';
import type { TenantAccess } from '@/lib/store/ports';
import { askedScopes, findClient } from './known-client';

export interface AuthorizationRequest {
  redirectUri: string;
  scopes: readonly string[];
  codeChallenge?: string;
  codeChallengeMethod?: string;
}
export type AuthorizationVerdict =
  | { ok: true; scopes: string[] }
  /** The first two must not be told to the redirect URI: it may be an attacker's (RFC 6749, 4.1.2.1). */
  | { ok: false; reason: 'unknown_client' | 'redirect_uri' | 'unauthorized_client' | 'pkce_required' | 'invalid_scope'; refusedScopes?: string[] };

/** BASE64URL of a SHA-256 (RFC 7636, 4.2). */
const S256_CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

const hasPkce = ({ codeChallenge, codeChallengeMethod }: AuthorizationRequest): boolean => codeChallenge !== undefined && codeChallengeMethod === 'S256' && S256_CHALLENGE.test(codeChallenge);

const isRegistered = ({ redirectUris, kind }: ClientConfig, asked: string): boolean => redirectUris.some((uri) => matchesRedirectUri(uri, asked, kind));

/** Whether what an application asks of an authorization endpoint is what its client may ask (RFC 6749, 4.1.1). */
export async function checkAuthorization(access: Pick<TenantAccess, 'clients' | 'scopes'>, clientId: string, request: AuthorizationRequest): Promise<AuthorizationVerdict> {
  const client = await findClient(access, clientId);
  if (!client) return { ok: false, reason: 'unknown_client' };
  if (!isRegistered(client, request.redirectUri)) return { ok: false, reason: 'redirect_uri' };
  if (!client.grantTypes.includes('authorization_code')) return { ok: false, reason: 'unauthorized_client' };
  if ((client.requirePkce || request.codeChallenge !== undefined) && !hasPkce(request)) return { ok: false, reason: 'pkce_required' };
  const { scopes, refused } = askedScopes(client, await access.scopes.current(), request.scopes);
  return refused.length > 0 ? { ok: false, reason: 'invalid_scope', refusedScopes: refused } : { ok: true, scopes };
}
