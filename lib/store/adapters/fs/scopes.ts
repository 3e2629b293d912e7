import { z } from 'zod';
import { SCOPES_MAX, scopeConfigSchema, type ScopeConfig } from '@/lib/model/scope';
import { createTenantItems } from './tenant-items';
import type { TenantListParts } from './tenant-list-files';
import { refineUnique } from './unique';

/** `tenants/<slug>/scopes.yaml`: the tenant's own scopes; those of OpenID Connect are everywhere and in no file. */
export const scopesFileSchema = z.object({ scopes: z.array(scopeConfigSchema).max(SCOPES_MAX).default([]) }).superRefine(({ scopes }, ctx) => {
  refineUnique(ctx, ['scopes'], scopes, 'name', (scope) => scope.name);
});

export const createScopes = (parts: TenantListParts) =>
  createTenantItems<ScopeConfig, 'scopes'>(parts, { key: 'scopes', schema: scopesFileSchema, idOf: (scope) => scope.name, idField: 'name', what: 'scope' });
