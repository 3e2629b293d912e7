'use server';

import { serverAction } from '@/lib/doors/action';
import { createScope } from '@/lib/operations/scopes/create-scope';
import { deleteScope } from '@/lib/operations/scopes/delete-scope';
import { getScope } from '@/lib/operations/scopes/get-scope';
import { updateScope } from '@/lib/operations/scopes/update-scope';

export const getScopeAction = serverAction(getScope);
export const createScopeAction = serverAction(createScope);
export const updateScopeAction = serverAction(updateScope);
export const deleteScopeAction = serverAction(deleteScope);
