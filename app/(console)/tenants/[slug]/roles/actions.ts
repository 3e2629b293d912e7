'use server';

import { serverAction } from '@/lib/doors/action';
import { createRole } from '@/lib/operations/roles/create-role';
import { deleteRole } from '@/lib/operations/roles/delete-role';
import { getRole } from '@/lib/operations/roles/get-role';
import { updateRole } from '@/lib/operations/roles/update-role';

export const getRoleAction = serverAction(getRole);
export const createRoleAction = serverAction(createRole);
export const updateRoleAction = serverAction(updateRole);
export const deleteRoleAction = serverAction(deleteRole);
