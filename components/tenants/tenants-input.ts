import type { z } from 'zod';
import { DATABASE_STATUSES, TENANT_STATUSES } from '@/lib/model/states';
import type { tenantListInputSchema } from '@/lib/model/tenant';

/** Longest that the operation takes; a list need not load its schema to know. A test holds them together. */
const MAX_LENGTH = { q: 200, sort: 64, cursor: 500 } as const;

/** The input of `tenants.list` from its address; what the operation would refuse is left out. */
export function tenantsInput(address: Readonly<Record<string, string | undefined>>): z.input<typeof tenantListInputSchema> {
  const text = (name: keyof typeof MAX_LENGTH) => {
    const value = address[name]?.trim();
    return value && value.length <= MAX_LENGTH[name] ? value : undefined;
  };
  const { status, databaseStatus, serverId } = address;
  return {
    q: text('q'),
    sort: text('sort'),
    cursor: text('cursor'),
    status: TENANT_STATUSES.find((known) => known === status),
    databaseStatus: DATABASE_STATUSES.find((known) => known === databaseStatus),
    serverId: serverId || undefined,
  };
}
