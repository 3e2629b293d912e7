'use server';

import { serverAction } from '@/lib/doors/action';
import { createClient } from '@/lib/operations/clients/create-client';
import { createClientSecret } from '@/lib/operations/clients/create-secret';
import { deleteClient } from '@/lib/operations/clients/delete-client';
import { getClient } from '@/lib/operations/clients/get-client';
import { revokeClientSecret } from '@/lib/operations/clients/revoke-secret';
import { updateClient } from '@/lib/operations/clients/update-client';

export const getClientAction = serverAction(getClient);
export const createClientAction = serverAction(createClient);
export const updateClientAction = serverAction(updateClient);
export const deleteClientAction = serverAction(deleteClient);
export const createClientSecretAction = serverAction(createClientSecret);
export const revokeClientSecretAction = serverAction(revokeClientSecret);
