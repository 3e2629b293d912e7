'use server';

import { serverAction } from '@/lib/doors/action';
import { signOutEveryone } from '@/lib/operations/tenants/sign-out-everyone';
import { revokeUserSessions } from '@/lib/operations/users/revoke-user-sessions';

export const signOutEveryoneAction = serverAction(signOutEveryone);
export const revokeSessionsAction = serverAction(revokeUserSessions);
