import type { TenantRole } from '@/lib/model/role';

/** What the permissions of a role are to become, and the role that was looked at when it was changed first. */
export interface RoleDraft {
  base: TenantRole;
  permissions: readonly string[];
}
/** Drafts by a role's id. */
export type MatrixDraft = ReadonlyMap<string, RoleDraft>;

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one) => b.includes(one));

/** The roles with what they are to have. */
export function withDraft(roles: readonly TenantRole[], draft: MatrixDraft): TenantRole[] {
  return roles.map((role) => ({ ...role, permissions: [...(draft.get(role.id)?.permissions ?? role.permissions)] }));
}

/** Gives or takes a permission. A role that ends as it began is no change. */
export function toggled(draft: MatrixDraft, role: TenantRole, permission: string): MatrixDraft {
  const { base, permissions } = draft.get(role.id) ?? { base: role, permissions: role.permissions };
  const next = permissions.includes(permission) ? permissions.filter((one) => one !== permission) : [...permissions, permission].sort();
  const after = new Map(draft);
  if (same(next, base.permissions)) after.delete(role.id);
  else after.set(role.id, { base, permissions: next });
  return after;
}

/** Without one role's draft: it was saved, or given up. */
export function without(draft: MatrixDraft, id: string): MatrixDraft {
  const after = new Map(draft);
  after.delete(id);
  return after;
}

/** The same change over what another saved meanwhile. */
export function rebased(draft: MatrixDraft, latest: TenantRole): MatrixDraft {
  const mine = draft.get(latest.id);
  return mine ? new Map(draft).set(latest.id, { ...mine, base: latest }) : draft;
}
