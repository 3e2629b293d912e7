import type { AuditChange } from '@/lib/model/audit';
import type { User } from '@/lib/model/user';
import type { Store } from '@/lib/store/ports';

export const MASK = '••••';
/** That a password was set is told; nothing of it is. */
export const PASSWORD_CHANGE: AuditChange = { path: 'password', before: null, after: MASK };
const IGNORED = new Set(['id', 'updatedAt', 'createdAt', 'version']);
const SECRET = /(password|secret|token|hash)/i;

/** Before and after of a user for the audit, by dotted path; values of fields that hold personal data, and what sounds like a secret, are masked. */
export async function userChanges(store: Pick<Store, 'config'>, slug: string, before: User | null, after: User | null, password = false): Promise<AuditChange[]> {
  const hidden = await personalFields(store, slug);
  const [left, right] = [flat(before), flat(after)];
  const paths = [...new Set([...left.keys(), ...right.keys()])].sort();
  const changes = paths
    .filter((path) => JSON.stringify(left.get(path) ?? null) !== JSON.stringify(right.get(path) ?? null))
    .map((path) => {
      const masked = hidden.has(path) || SECRET.test(path);
      const shown = (value: unknown) => (value === undefined || value === null ? null : masked ? MASK : value);
      return { path, before: shown(left.get(path)), after: shown(right.get(path)) };
    });
  return password ? [...changes, PASSWORD_CHANGE] : changes;
}

function flat(user: User | null): Map<string, unknown> {
  if (!user) return new Map();
  const { customFields, metadata, ...system } = user;
  return new Map([
    ...Object.entries(system).filter(([name]) => !IGNORED.has(name)),
    ...Object.entries(customFields).map(([name, value]): [string, unknown] => [`customFields.${name}`, value]),
    ...Object.entries(metadata).map(([name, value]): [string, unknown] => [`metadata.${name}`, value]),
  ]);
}

async function personalFields(store: Pick<Store, 'config'>, slug: string): Promise<Set<string>> {
  const fields = await store.config.fields(slug).current();
  return new Set(fields.filter((field) => field.pii).map((field) => `customFields.${field.name}`));
}
