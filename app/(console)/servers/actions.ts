'use server';

import { serverAction } from '@/lib/doors/action';
import { checkServer } from '@/lib/operations/servers/check-server';
import { cordonServer, uncordonServer } from '@/lib/operations/servers/cordon-server';
import { createServer } from '@/lib/operations/servers/create-server';
import { deleteServer } from '@/lib/operations/servers/delete-server';
import { getServer } from '@/lib/operations/servers/get-server';
import { testSavedServer } from '@/lib/operations/servers/test-saved-server';
import { testServer } from '@/lib/operations/servers/test-server';
import { updateServer } from '@/lib/operations/servers/update-server';

export const checkServerAction = serverAction(checkServer);
export const cordonServerAction = serverAction(cordonServer);
export const uncordonServerAction = serverAction(uncordonServer);
export const createServerAction = serverAction(createServer);
export const updateServerAction = serverAction(updateServer);
export const deleteServerAction = serverAction(deleteServer);
export const getServerAction = serverAction(getServer);
export const testServerAction = serverAction(testServer);
export const testSavedServerAction = serverAction(testSavedServer);
