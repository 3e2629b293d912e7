import { z } from 'zod';
import { CLIENTS_MAX, clientConfigSchema, type ClientConfig } from '@/lib/model/client';
import { createTenantItems } from './tenant-items';
import type { TenantListParts } from './tenant-list-files';
import { refineUnique } from './unique';

/** `tenants/<slug>/clients.yaml` */
export const clientsFileSchema = z.object({ clients: z.array(clientConfigSchema).max(CLIENTS_MAX).default([]) }).superRefine(({ clients }, ctx) => {
  refineUnique(ctx, ['clients'], clients, 'clientId', (client) => client.clientId);
});

export const createClients = (parts: TenantListParts) =>
  createTenantItems<ClientConfig, 'clients'>(parts, { key: 'clients', schema: clientsFileSchema, idOf: (client) => client.clientId, idField: 'clientId', what: 'client' });
