'use server';

import { serverAction } from '@/lib/doors/action';
import { changeMyPassword } from '@/lib/operations/me/change-password';
import { confirmMySecondFactor, enrolMySecondFactor, removeMySecondFactor, renewMyRecoveryCodes } from '@/lib/operations/me/second-factor';
import { revokeMySession } from '@/lib/operations/me/sessions';
import { createToken } from '@/lib/operations/tokens/create-token';
import { revokeToken } from '@/lib/operations/tokens/revoke-token';

export const revokeSessionAction = serverAction(revokeMySession);
export const createTokenAction = serverAction(createToken);
export const revokeTokenAction = serverAction(revokeToken);
export const changePasswordAction = serverAction(changeMyPassword);
export const enrolSecondFactorAction = serverAction(enrolMySecondFactor);
export const confirmSecondFactorAction = serverAction(confirmMySecondFactor);
export const renewRecoveryCodesAction = serverAction(renewMyRecoveryCodes);
export const removeSecondFactorAction = serverAction(removeMySecondFactor);
