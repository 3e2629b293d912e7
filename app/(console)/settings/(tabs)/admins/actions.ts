'use server';

import { serverAction } from '@/lib/doors/action';
import { deleteAdmin } from '@/lib/operations/admins/delete-admin';
import { disableAdmin } from '@/lib/operations/admins/disable-admin';
import { enableAdmin } from '@/lib/operations/admins/enable-admin';
import { getAdmin } from '@/lib/operations/admins/get-admin';
import { inviteAdmin } from '@/lib/operations/admins/invite-admin';
import { removeAdminSecondFactor } from '@/lib/operations/admins/remove-second-factor';
import { resetAdmin } from '@/lib/operations/admins/reset-admin';
import { revokeAdminSession, signAdminOut } from '@/lib/operations/admins/sessions';
import { updateAdmin } from '@/lib/operations/admins/update-admin';

export const getAdminAction = serverAction(getAdmin);
export const inviteAdminAction = serverAction(inviteAdmin);
export const updateAdminAction = serverAction(updateAdmin);
export const disableAdminAction = serverAction(disableAdmin);
export const enableAdminAction = serverAction(enableAdmin);
export const resetAdminAction = serverAction(resetAdmin);
export const deleteAdminAction = serverAction(deleteAdmin);
export const removeAdminSecondFactorAction = serverAction(removeAdminSecondFactor);
export const revokeAdminSessionAction = serverAction(revokeAdminSession);
export const signAdminOutAction = serverAction(signAdminOut);
