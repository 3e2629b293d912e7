import type { z } from 'zod';
import type { Action } from '@/components/form/action';
import type { Client, clientRefSchema, createClientInputSchema, createdClientSchema, createdSecretSchema, createSecretInputSchema, secretRefSchema, updateClientInputSchema } from '@/lib/model/client';

export type CreatedClient = z.output<typeof createdClientSchema>;
export type CreatedSecret = z.output<typeof createdSecretSchema>;

/** What a page hands the screens of clients to write with. */
export interface ClientActions {
  get: Action<z.input<typeof clientRefSchema>, Client>;
  create: Action<z.input<typeof createClientInputSchema>, CreatedClient>;
  update: Action<z.input<typeof updateClientInputSchema>, Client>;
  remove: Action<z.input<typeof clientRefSchema>, unknown>;
  createSecret: Action<z.input<typeof createSecretInputSchema>, CreatedSecret>;
  revokeSecret: Action<z.input<typeof secretRefSchema>, unknown>;
}
