import { randomUUID } from 'node:crypto';
import { type AdminConfig, adminConfigSchema } from '@/lib/model/admin';
import { brandingVersionSchema, type BrandingVersion, type ImageConfig, imageConfigSchema } from '@/lib/model/branding';
import { type ClientConfig, clientConfigSchema } from '@/lib/model/client';
import { type FieldDefinition, fieldDefinitionSchema } from '@/lib/model/field';
import { type ScopeConfig, scopeConfigSchema } from '@/lib/model/scope';
import { type ServerConfig, serverConfigSchema } from '@/lib/model/server';
import { type TenantConfig, tenantConfigSchema } from '@/lib/model/tenant';

const NOW = '2026-01-02T03:04:05.678Z';

export function sampleTenant(slug: string, over: Partial<TenantConfig> = {}): TenantConfig {
  return tenantConfigSchema.parse({ id: randomUUID(), slug, name: `Tenant ${slug}`, createdAt: NOW, updatedAt: NOW, ...over });
}

export function sampleServer(name: string, over: Partial<ServerConfig> = {}): ServerConfig {
  const required = { id: randomUUID(), name, driver: 'postgres', host: 'db.example', port: 5432, database: 'tenants', username: 'console' };
  return serverConfigSchema.parse({ ...required, createdAt: NOW, updatedAt: NOW, ...over });
}

export function sampleAdmin(email: string, over: Partial<AdminConfig> = {}): AdminConfig {
  return adminConfigSchema.parse({ id: randomUUID(), email, role: 'operator', passwordHash: '$argon2id$x', createdAt: NOW, updatedAt: NOW, ...over });
}

export function sampleClient(clientId: string, over: Partial<ClientConfig> = {}): ClientConfig {
  const required = { clientId, name: `Client ${clientId}`, kind: 'web', type: 'confidential', grantTypes: ['authorization_code', 'refresh_token'], redirectUris: [`https://${clientId}.example/cb`] };
  return clientConfigSchema.parse({ ...required, scopes: ['openid'], createdAt: NOW, updatedAt: NOW, ...over });
}

export function sampleScope(name: string, over: Partial<ScopeConfig> = {}): ScopeConfig {
  return scopeConfigSchema.parse({ name, createdAt: NOW, updatedAt: NOW, ...over });
}

export function sampleBranding(version: number, theme: Record<string, unknown> = {}): BrandingVersion {
  return brandingVersionSchema.parse({ version, theme, at: NOW, by: 'ana@example.com' });
}

export function sampleImage(id: string, over: Partial<ImageConfig> = {}): ImageConfig {
  return imageConfigSchema.parse({ id, type: 'image/png', width: 1, height: 1, bytes: 3, data: 'AAAA', createdAt: NOW, ...over });
}

/** Two fields with the same label, so that each tells whether the other is of the same write. */
export function twoFields(label: string): FieldDefinition[] {
  return ['a', 'b'].map((name) => fieldDefinitionSchema.parse({ id: randomUUID(), name, column: name, type: 'text', state: 'active', label }));
}
