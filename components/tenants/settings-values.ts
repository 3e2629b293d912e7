import { z } from 'zod';
import { labelsSchema, updateTenantInputSchema, type Tenant } from '@/lib/model/tenant';

/** What the settings form holds: labels as rows, since a row half typed is no entry of a record yet. */
export interface TenantSettingsValues {
  name: string;
  displayName: string;
  language: Tenant['language'];
  labels: { key: string; value: string }[];
}

/** The operation's schema with its labels as rows; a key twice is an error of the second one. */
export const tenantSettingsFormSchema = updateTenantInputSchema.omit({ slug: true }).extend({
  labels: z.array(z.object({ key: labelsSchema.keyType, value: labelsSchema.valueType })).superRefine((rows, context) => {
    rows.forEach(({ key }, index) => {
      if (rows.findIndex((row) => row.key === key) < index) context.addIssue({ code: 'custom', message: 'labelTwice', path: [index, 'key'] });
    });
  }),
});

export function settingsValuesOf(tenant: Tenant): TenantSettingsValues {
  const { name, displayName, language } = tenant;
  return { name, displayName, language, labels: Object.entries(tenant.labels).map(([key, value]) => ({ key, value })) };
}

export function toTenantUpdate(slug: string, { labels, ...rest }: TenantSettingsValues) {
  return { slug, ...rest, labels: Object.fromEntries(labels.map(({ key, value }) => [key, value])) };
}

const labelText = (labels: TenantSettingsValues['labels']) =>
  labels
    .map(({ key, value }) => `${key}=${value}`)
    .sort()
    .join(', ');

/** Where two versions of a tenant differ, by the form's own labels. */
export function settingsDifferences(
  mine: TenantSettingsValues,
  theirs: TenantSettingsValues,
  label: (field: keyof TenantSettingsValues) => string,
  languageName: (language: Tenant['language']) => string,
): { label: string; mine: string; theirs: string }[] {
  const shown = (values: TenantSettingsValues) => ({ name: values.name, displayName: values.displayName, language: languageName(values.language), labels: labelText(values.labels) });
  const [left, right] = [shown(mine), shown(theirs)];
  return (['name', 'displayName', 'language', 'labels'] as const).filter((field) => left[field] !== right[field]).map((field) => ({ label: label(field), mine: left[field], theirs: right[field] }));
}
