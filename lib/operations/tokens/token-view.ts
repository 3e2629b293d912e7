import { isOver, ownPower, powerOfToken } from '@/lib/auth/token-power';
import type { apiTokenSchema } from '@/lib/model/token';
import type { ApiToken } from '@/lib/records/ports';
import type { Runtime } from '@/lib/runtime';
import type { z } from 'zod';

/** A token with what it is worth now, and by whom it was made. */
export async function viewToken({ records, store }: Runtime, token: ApiToken, now = new Date()): Promise<z.input<typeof apiTokenSchema>> {
  const { config } = store;
  const maker = await config.admins.get(token.createdBy);
  return { ...token, createdByName: maker ? maker.name || maker.email : null, status: await statusOf() };

  async function statusOf() {
    if (token.revokedAt !== null) return 'revoked';
    if (isOver(token, now)) return 'expired';
    const power = await powerOfToken({ records, config }, token, now);
    if (!power) return 'stopped';
    const given = ownPower(token);
    return power.role === given.role && power.tenants?.length === given.tenants?.length ? 'active' : 'limited';
  }
}
