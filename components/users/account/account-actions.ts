import type { Action } from '@/components/form/action';
import type { userRolesSchema } from '@/lib/model/role';
import type { z } from 'zod';

interface Ref {
  slug: string;
  id: string;
}
/** What ended, counted. */
export interface Ended {
  sessions: number;
  refreshTokens: number;
}

/** What a page hands the drawer to change what a user holds. */
export interface AccountActions {
  unlock: Action<Ref, { unlocked: boolean }>;
  unlinkIdentity: Action<Ref & { identityId: string }, unknown>;
  revokeSessions: Action<Ref & { sessionId?: string }, Ended>;
  removeMfa: Action<Ref, unknown>;
  revokeConsent: Action<Ref & { clientId: string }, unknown>;
  setRoles: Action<Ref & { roles: string[] }, z.output<typeof userRolesSchema>>;
}

/** What each part of the drawer is given. */
export interface AccountTabProps {
  slug: string;
  user: { id: string; email: string };
  mayWrite: boolean;
  actions: AccountActions;
}
