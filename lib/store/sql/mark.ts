/**
 * The comment by which a schema, database or role is known as ours: written in the act that makes
 * it, so that whatever has the name and not the mark is somebody else's.
 */
export interface Mark {
  tenantId: string;
  /** Highest migration applied, with its checksum; null before the first. */
  version: string | null;
  checksum: string | null;
  /** Tenant's own login, on engines where a login can carry no comment. */
  role?: string | null;
}

const PRODUCT = 'tenantry';

export function writeMark({ tenantId, version, checksum, role }: Mark): string {
  return JSON.stringify({ product: PRODUCT, tenant: tenantId, version, checksum, ...(role == null ? {} : { role }) });
}

/** A comment as a mark; null when it is not ours. */
export function readMark(comment: string | null): Mark | null {
  if (!comment) return null;
  try {
    const mark = JSON.parse(comment) as { product?: unknown; tenant?: unknown; version?: unknown; checksum?: unknown; role?: unknown } | null;
    if (mark?.product !== PRODUCT || typeof mark.tenant !== 'string') return null;
    const text = (value: unknown) => (typeof value === 'string' ? value : null);
    const role = text(mark.role);
    return { tenantId: mark.tenant, version: text(mark.version), checksum: text(mark.checksum), ...(role === null ? {} : { role }) };
  } catch {
    return null;
  }
}

export const isMarkOf = (comment: string | null, tenantId: string): boolean => readMark(comment)?.tenantId === tenantId;

/** `absent`, `ours` or `foreign`, from what the catalogue has of that name. */
export function ownership(found: { comment: string | null } | undefined, tenantId: string): 'absent' | 'ours' | 'foreign' {
  if (!found) return 'absent';
  return isMarkOf(found.comment, tenantId) ? 'ours' : 'foreign';
}

/** Pattern that finds every container of ours in a description, for LIKE. */
export const MARK_PATTERN = `{"product":"${PRODUCT}"%`;
