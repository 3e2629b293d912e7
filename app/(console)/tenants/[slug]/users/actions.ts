'use server';

import { serverAction } from '@/lib/doors/action';
import { createUser } from '@/lib/operations/users/create-user';
import { deleteUser } from '@/lib/operations/users/delete-user';
import { disableUser } from '@/lib/operations/users/disable-user';
import { enableUser } from '@/lib/operations/users/enable-user';
import { getUser } from '@/lib/operations/users/get-user';
import { setUserPassword } from '@/lib/operations/users/set-user-password';
import { updateUser } from '@/lib/operations/users/update-user';

export const getUserAction = serverAction(getUser);
export const createUserAction = serverAction(createUser);
export const updateUserAction = serverAction(updateUser);
export const disableUserAction = serverAction(disableUser);
export const enableUserAction = serverAction(enableUser);
export const deleteUserAction = serverAction(deleteUser);
export const setUserPasswordAction = serverAction(setUserPassword);
