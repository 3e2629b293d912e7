import { randomUUID } from 'node:crypto';
import { requestAddress } from '@/lib/auth/peer-address';
import { ANONYMOUS, type Principal } from '@/lib/auth/principal';
import { isReachedByHttps, sessionIdFromCookies } from '@/lib/auth/session-cookie';
import { resolveSession } from '@/lib/auth/sessions';
import { bearerSecret, resolveToken } from '@/lib/auth/tokens';
import { languageFrom } from '@/lib/i18n/language';
import type { Door } from '@/lib/model/audit';
import type { Language } from '@/lib/model/common';
import type { CallContext } from '@/lib/operations/define-operation';
import type { StreamAnswer } from '@/lib/operations/stream-answer';
import type { Runtime } from '@/lib/runtime';
import { LOCAL_KEY_PREFIX, LOCAL_USER_HEADER, principalOfLocalKey } from './local-key';

/** What each door hands to the pipeline, beside the words' language. */
export interface DoorContext {
  call: CallContext;
  /** The tenant that a machine names by `X-Tenant-Slug` instead of the path. */
  tenantHeader: string | null;
  language: Language;
  runtime: Runtime;
  /** Left here by an operation that answers with bytes, for the door to send. */
  stream?: StreamAnswer;
}

/** Bearer token, or the command line's local key; no cookie opens the REST door. */
export async function bearerContext(headers: Headers, runtime: Runtime): Promise<DoorContext> {
  const secret = bearerSecret(headers.get('authorization'));
  if (secret?.startsWith(LOCAL_KEY_PREFIX)) {
    return contextOf('cli', headers, runtime, await principalOfLocalKey(secret, headers.get(LOCAL_USER_HEADER), runtime.env.fsRoot));
  }
  return contextOf('rest', headers, runtime, secret ? await resolveToken({ records: runtime.records, config: runtime.store.config, memory: runtime.tokenMemory }, secret) : null);
}

/** The console's session cookie. */
export async function sessionContext(door: Extract<Door, 'rpc' | 'action'>, headers: Headers, runtime: Runtime): Promise<DoorContext> {
  const sid = await sessionIdFromCookies(headers, runtime.env.nextauthSecret ?? '', isReachedByHttps(runtime.env.nextauthUrl));
  const deps = { records: runtime.records, config: runtime.store.config, memory: runtime.sessionMemory };
  const principal = sid ? await resolveSession(deps, sid) : null;
  return contextOf(door, headers, runtime, principal);
}

/** For what everybody may read: who calls is not asked. */
export const anonymousContext = (headers: Headers, runtime: Runtime): DoorContext => contextOf('rest', headers, runtime, null);

function contextOf(door: Door, headers: Headers, runtime: Runtime, principal: Principal | null): DoorContext {
  const language = languageFrom(headers);
  return {
    runtime,
    language,
    tenantHeader: headers.get('x-tenant-slug'),
    call: {
      door,
      principal: principal ?? ANONYMOUS,
      ip: requestAddress(headers, runtime.trustedProxies),
      requestId: randomUUID(),
      language,
      ifMatch: headers.get('if-match')?.replace(/^(?:W\/)?"(.*)"$/, '$1') ?? null,
      idempotencyKey: headers.get('idempotency-key'),
    },
  };
}
