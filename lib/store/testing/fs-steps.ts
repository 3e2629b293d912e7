import type { ConfigStore } from '@/lib/store/ports';
import { sampleServer, sampleTenant } from './fs-entities';

/** The writes whose every step is a place to die at; each changes what is there from one state into another. */
export const STEPS = {
  createTenant: async ({ tenants }, slug) => void (await tenants.create(sampleTenant(slug))),
  updateTenant: async ({ tenants }, slug) => void (await tenants.update(slug, '*', (tenant) => ({ ...tenant, name: 'after' }))),
  removeTenant: ({ tenants }, slug) => tenants.remove(slug),
  createFile: async ({ servers }) => void (await servers.create(sampleServer('after'))),
} satisfies Record<string, (store: ConfigStore, slug: string) => Promise<void>>;
