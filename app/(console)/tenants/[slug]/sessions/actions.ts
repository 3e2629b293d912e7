'use server';

import { serverAction } from '@/lib/doors/action';
import { revokeTenantToken } from '@/lib/operations/tenants/revoke-refresh-token';
import { signOutEveryone } from '@/lib/operations/tenants/sign-out-everyone';
import { revokeUserSessions } from '@/lib/operations/users/revoke-user-sessions';

export const signOutEveryoneAction = serverAction(signOutEveryone);
export const revokeSessionsAction = serverAction(revokeUserSessions);
export const revokeRefreshTokenAction = serverAction(revokeTenantToken);
