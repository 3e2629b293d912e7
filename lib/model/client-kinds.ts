export const CLIENT_KINDS = ['spa', 'native', 'web', 'm2m'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];
export const CLIENT_TYPES = ['public', 'confidential'] as const;
export const GRANT_TYPES = ['authorization_code', 'refresh_token', 'client_credentials'] as const;
export type GrantType = (typeof GRANT_TYPES)[number];

/** What each kind begins with. */
export const KIND_DEFAULTS: Record<ClientKind, { type: (typeof CLIENT_TYPES)[number]; grantTypes: GrantType[]; scopes: string[] }> = {
  spa: { type: 'public', grantTypes: ['authorization_code', 'refresh_token'], scopes: ['openid', 'profile', 'email', 'offline_access'] },
  native: { type: 'public', grantTypes: ['authorization_code', 'refresh_token'], scopes: ['openid', 'profile', 'email', 'offline_access'] },
  web: { type: 'confidential', grantTypes: ['authorization_code', 'refresh_token'], scopes: ['openid', 'profile', 'email', 'offline_access'] },
  m2m: { type: 'confidential', grantTypes: ['client_credentials'], scopes: [] },
};
