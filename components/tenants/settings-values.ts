import type { FieldDifference } from '@/components/form/merge';
import type { Tenant } from '@/lib/model/tenant';

/** What the settings form holds: labels as rows, since a row half typed is no entry of a record yet, and numbers as they are typed. */
export interface TenantSettingsValues {
  name: string;
  displayName: string;
  language: Tenant['language'];
  labels: { key: string; value: string }[];
  settings: {
    migrationPolicy: Tenant['settings']['migrationPolicy'];
    sessionLifetimeSeconds: string;
    refreshLifetimeSeconds: string;
    security: { passwordMinLength: string; passwordClasses: string; mfaRequired: boolean; maxAttempts: string; lockoutMinutes: string };
    issuer: { override: string };
  };
}

export function settingsValuesOf({ name, displayName, language, labels, settings }: Tenant): TenantSettingsValues {
  const { security, issuer, migrationPolicy, sessionLifetimeSeconds, refreshLifetimeSeconds } = settings;
  const { passwordMinLength, passwordClasses, mfaRequired, maxAttempts, lockoutMinutes } = security;
  return {
    ...{ name, displayName, language, labels: Object.entries(labels).map(([key, value]) => ({ key, value })) },
    settings: {
      migrationPolicy,
      sessionLifetimeSeconds: String(sessionLifetimeSeconds),
      refreshLifetimeSeconds: String(refreshLifetimeSeconds),
      security: { passwordMinLength: String(passwordMinLength), passwordClasses: String(passwordClasses), mfaRequired, maxAttempts: String(maxAttempts), lockoutMinutes: String(lockoutMinutes) },
      issuer: { override: issuer.override ?? '' },
    },
  };
}

/** What the schema checks: numbers as such, labels still as rows. */
export function toCheckedInput({ settings: { security, issuer, ...rest }, ...values }: TenantSettingsValues) {
  const { passwordMinLength, passwordClasses, maxAttempts, lockoutMinutes, mfaRequired } = security;
  return {
    ...values,
    settings: {
      migrationPolicy: rest.migrationPolicy,
      sessionLifetimeSeconds: numberOf(rest.sessionLifetimeSeconds),
      refreshLifetimeSeconds: numberOf(rest.refreshLifetimeSeconds),
      security: { passwordMinLength: numberOf(passwordMinLength), passwordClasses: numberOf(passwordClasses), mfaRequired, maxAttempts: numberOf(maxAttempts), lockoutMinutes: numberOf(lockoutMinutes) },
      issuer: { override: issuer.override.trim() === '' ? null : issuer.override.trim() },
    },
  };
}

const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

export function toTenantUpdate(slug: string, values: TenantSettingsValues) {
  const { labels, ...rest } = toCheckedInput(values);
  return { slug, ...rest, labels: Object.fromEntries(labels.map(({ key, value }) => [key, value])) };
}

const labelText = (labels: TenantSettingsValues['labels']) =>
  labels
    .map(({ key, value }) => `${key}=${value}`)
    .sort()
    .join(', ');

/** Fields by their place in the form, each as a reader sees it. */
export const COMPARED = [
  'name', 'displayName', 'language', 'labels',
  'settings.security.passwordMinLength', 'settings.security.passwordClasses', 'settings.security.mfaRequired', 'settings.security.maxAttempts', 'settings.security.lockoutMinutes',
  'settings.sessionLifetimeSeconds', 'settings.refreshLifetimeSeconds', 'settings.migrationPolicy', 'settings.issuer.override',
] as const;
export type ComparedSetting = (typeof COMPARED)[number];

export interface SettingWords {
  label: (field: ComparedSetting) => string;
  language: (language: Tenant['language']) => string;
  yesNo: (value: boolean) => string;
  policy: (policy: Tenant['settings']['migrationPolicy']) => string;
}

/** Where two versions of a tenant differ, by the form's own labels. */
export function settingsDifferences(mine: TenantSettingsValues, theirs: TenantSettingsValues, words: SettingWords): FieldDifference[] {
  const [left, right] = [shownOf(mine, words), shownOf(theirs, words)];
  return COMPARED.filter((name) => left[name] !== right[name]).map((name) => ({ name, label: words.label(name), mine: left[name], theirs: right[name] }));
}

function shownOf({ name, displayName, language, labels, settings: { security, issuer, migrationPolicy, ...lifetimes } }: TenantSettingsValues, words: SettingWords): Record<ComparedSetting, string> {
  return {
    ...{ name, displayName, language: words.language(language), labels: labelText(labels) },
    'settings.security.passwordMinLength': security.passwordMinLength,
    'settings.security.passwordClasses': security.passwordClasses,
    'settings.security.mfaRequired': words.yesNo(security.mfaRequired),
    'settings.security.maxAttempts': security.maxAttempts,
    'settings.security.lockoutMinutes': security.lockoutMinutes,
    'settings.sessionLifetimeSeconds': lifetimes.sessionLifetimeSeconds,
    'settings.refreshLifetimeSeconds': lifetimes.refreshLifetimeSeconds,
    'settings.migrationPolicy': words.policy(migrationPolicy),
    'settings.issuer.override': issuer.override,
  };
}
