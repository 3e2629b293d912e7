import type { z } from 'zod';
import type { Client, ClientKind, createClientInputSchema } from '@/lib/model/client';
import { KIND_DEFAULTS, type GrantType } from '@/lib/model/client-kinds';

/** What the forms of a client hold; numbers as they are typed. */
export interface ClientValues {
  clientId: string;
  name: string;
  description: string;
  redirectUris: string[];
  postLogoutRedirectUris: string[];
  allowedOrigins: string[];
  grantTypes: GrantType[];
  scopes: string[];
  accessTokenTtlSeconds: string;
  idTokenTtlSeconds: string;
  /** Empty: as the tenant's settings say. */
  refreshTokenTtlSeconds: string;
  requirePkce: boolean;
  requireEmailVerification: boolean;
}
/** Lists of addresses. */
export type UriList = 'redirectUris' | 'postLogoutRedirectUris' | 'allowedOrigins';
type Identity = Pick<Client, 'kind' | 'type'>;

const oneRow = (uris: readonly string[]): string[] => (uris.length > 0 ? [...uris] : ['']);
const written = (uris: readonly string[]): string[] => uris.map((uri) => uri.trim()).filter((uri) => uri !== '');
/** What is no number is handed on as it is: the schema says what is wrong with it. */
const seconds = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

export function newClientValues(kind: ClientKind): ClientValues {
  const { grantTypes, scopes } = KIND_DEFAULTS[kind];
  return {
    ...{ clientId: '', name: '', description: '', redirectUris: [''], postLogoutRedirectUris: [''], allowedOrigins: [''], grantTypes: [...grantTypes], scopes: [...scopes] },
    ...{ accessTokenTtlSeconds: '3600', idTokenTtlSeconds: '3600', refreshTokenTtlSeconds: '', requirePkce: true, requireEmailVerification: false },
  };
}

export function clientValuesOf(client: Client): ClientValues {
  const { clientId, name, description, grantTypes, scopes, requirePkce, requireEmailVerification, refreshTokenTtlSeconds: refresh } = client;
  return {
    ...{ clientId, name, description, grantTypes: [...grantTypes], scopes: [...scopes], requirePkce, requireEmailVerification },
    ...{ redirectUris: oneRow(client.redirectUris), postLogoutRedirectUris: oneRow(client.postLogoutRedirectUris), allowedOrigins: oneRow(client.allowedOrigins) },
    ...{ accessTokenTtlSeconds: String(client.accessTokenTtlSeconds), idTokenTtlSeconds: String(client.idTokenTtlSeconds), refreshTokenTtlSeconds: refresh === null ? '' : String(refresh) },
  };
}

/** The operation's input: of a new client, and of a changed one but for what never changes. */
export function toClientInput(slug: string, { kind, type }: Identity, values: ClientValues): z.input<typeof createClientInputSchema> {
  const { clientId, redirectUris, postLogoutRedirectUris, allowedOrigins, accessTokenTtlSeconds, idTokenTtlSeconds, refreshTokenTtlSeconds, ...rest } = values;
  return {
    ...{ slug, kind, type, ...rest, ...(clientId.trim() !== '' && { clientId: clientId.trim() }) },
    ...{ redirectUris: written(redirectUris), postLogoutRedirectUris: written(postLogoutRedirectUris), allowedOrigins: written(allowedOrigins) },
    ...{ accessTokenTtlSeconds: seconds(accessTokenTtlSeconds), idTokenTtlSeconds: seconds(idTokenTtlSeconds), refreshTokenTtlSeconds: refreshTokenTtlSeconds.trim() === '' ? null : seconds(refreshTokenTtlSeconds) },
  };
}

const shown = (value: ClientValues[keyof ClientValues]): string => (Array.isArray(value) ? value.filter((item) => item !== '').join(', ') : String(value));

/** What differs between what was typed and what somebody else saved. */
export function clientDifferences(mine: ClientValues, theirs: ClientValues): { field: keyof ClientValues; mine: string; theirs: string }[] {
  return (Object.keys(theirs) as (keyof ClientValues)[]).map((field) => ({ field, mine: shown(mine[field]), theirs: shown(theirs[field]) })).filter((one) => one.mine !== one.theirs);
}
