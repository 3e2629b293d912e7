import type { TenantSettings } from '@/lib/model/tenant';
import type { Rotation, TenantAccess } from '@/lib/store/ports';
import { findClient, refreshLifetimeOf, requireStillThere } from './known-client';

/** Exchanges a refresh token for one that lives as long as its client says. The token of a client that is gone is unknown. */
export async function rotateOfClient(access: TenantAccess, settings: TenantSettings, token: string, clientId: string | undefined): Promise<Rotation> {
  const whose = clientId ?? (await access.tokens.getByToken(token))?.clientId;
  const client = whose === undefined ? undefined : await findClient(access, whose);
  if (!client) return { ok: false, reason: 'unknown' };
  const rotation = await access.tokens.rotate(token, { lifetimeSeconds: refreshLifetimeOf(client, settings), clientId: client.clientId });
  if (rotation.ok) await requireStillThere(access, client.clientId, () => access.tokens.revoke(rotation.refreshToken.id, 'client_deleted'));
  return rotation;
}
