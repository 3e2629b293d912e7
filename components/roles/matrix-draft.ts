import { mergedSet, sameSet } from '@/components/form/merge-sets';
import type { TenantRole } from '@/lib/model/role';

/** What the permissions of a role are to become, and the role that was looked at when it was changed first. */
export interface RoleDraft {
  base: TenantRole;
  permissions: readonly string[];
}
/** Drafts by a role's id. */
export type MatrixDraft = ReadonlyMap<string, RoleDraft>;

/** The roles with what they are to have. */
export function withDraft(roles: readonly TenantRole[], draft: MatrixDraft): TenantRole[] {
  return roles.map((role) => ({ ...role, permissions: [...(draft.get(role.id)?.permissions ?? role.permissions)] }));
}

/** Gives or takes a permission. A role that ends as it began is no change. */
export function toggled(draft: MatrixDraft, role: TenantRole, permission: string): MatrixDraft {
  const { base, permissions } = draft.get(role.id) ?? { base: role, permissions: role.permissions };
  const next = permissions.includes(permission) ? permissions.filter((one) => one !== permission) : [...permissions, permission].sort();
  const after = new Map(draft);
  if (sameSet(next, base.permissions)) after.delete(role.id);
  else after.set(role.id, { base, permissions: next });
  return after;
}

/** Without one role's draft: it was saved, or given up. */
export function without(draft: MatrixDraft, id: string): MatrixDraft {
  const after = new Map(draft);
  after.delete(id);
  return after;
}

/**
 * The same change over what another saved meanwhile. One that they made too is none any more.
 * @param taken permissions that are decided as they did
 */
export function rebased(draft: MatrixDraft, latest: TenantRole, taken: readonly string[] = []): MatrixDraft {
  const mine = draft.get(latest.id);
  if (!mine) return draft;
  const permissions = mergedSet(mine.permissions, latest.permissions, taken);
  return sameSet(permissions, latest.permissions) ? without(draft, latest.id) : new Map(draft).set(latest.id, { base: latest, permissions });
}
