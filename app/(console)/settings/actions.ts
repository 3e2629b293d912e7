'use server';

import { serverAction } from '@/lib/doors/action';
import { revokeMySession } from '@/lib/operations/me/sessions';
import { createToken } from '@/lib/operations/tokens/create-token';
import { revokeToken } from '@/lib/operations/tokens/revoke-token';

export const revokeSessionAction = serverAction(revokeMySession);
export const createTokenAction = serverAction(createToken);
export const revokeTokenAction = serverAction(revokeToken);
