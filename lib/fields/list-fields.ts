import { isAppError } from '@/lib/errors';
import { FIELDS_MAX, type Field, type FieldDefinition, type FieldDrift } from '@/lib/model/field';
import type { TenantConfig } from '@/lib/model/tenant';
import { placeOfTenant, requireTenant, type FieldDeps } from './deps';
import { findDrift } from './drift';
import { findFieldType } from './types';

export interface FieldList {
  items: Field[];
  columns: { used: number; dropped: number; max: number };
  drift: FieldDrift[];
  /** Why the table was not looked at: an error's code. Definitions are shown all the same. */
  unseen: string | null;
  /** Whether the tenant's engine lets fields be made columns. */
  changeable: boolean;
}

/** A tenant's fields in order, with how the table stands to them. @throws AppError `tenant_not_found`, `config_invalid` */
export async function listFields(runtime: FieldDeps, slug: string): Promise<FieldList> {
  const tenant = await requireTenant(runtime, slug);
  const { fields } = await runtime.store.config.fields(slug).list();
  // What is there only until its column is dropped is no field.
  const ordered = fields.filter((field) => !(field.work?.ends && field.state === 'pending')).sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  const changeable = await canChange(runtime, tenant);
  const bare = (unseen: string | null): FieldList => ({ items: ordered.map((field) => toField(field, null)), columns: { used: fields.length, dropped: 0, max: FIELDS_MAX }, drift: [], unseen, changeable });
  try {
    const place = await placeOfTenant(runtime, tenant);
    if (!place) return bare(null);
    const { columns, target } = place;
    const catalog = await columns.introspect(target);
    const typeOf = (field: FieldDefinition) => columns.columnType(storageOf(field));
    return {
      items: ordered.map((field) => toField(field, typeOf(field))),
      columns: { used: catalog.columns.length, dropped: catalog.dropped, max: columns.maxColumns },
      drift: findDrift(fields, catalog, columns),
      unseen: null,
      changeable,
    };
  } catch (error) {
    if (isAppError(error) && ['tenant_not_ready', 'server_unreachable', 'pool_exhausted', 'server_auth_failed', 'needs_direct_connection', 'invalid_state'].includes(error.code)) return bare(error.code);
    throw error;
  }
}

/** True where nothing says otherwise: a tenant without a data plane may define fields for the one to come. */
async function canChange(runtime: FieldDeps, { database }: TenantConfig): Promise<boolean> {
  const server = database && (await runtime.store.config.servers.get(database.serverId));
  return !server || runtime.store.adapter(server.driver).capabilities.userFields;
}

const storageOf = (field: FieldDefinition) => {
  const type = findFieldType(field.type);
  if (!type) throw new Error(`unknown field type: ${field.type}`);
  return type.storage(field.validation);
};

export function toField({ work, ...field }: FieldDefinition, columnType: string | null): Field {
  return { ...field, changing: work !== null && field.state !== 'repair', columnType };
}
