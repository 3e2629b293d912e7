import { describe, expect, it } from 'vitest';
import { tenantSettingsSchema, type Tenant } from '@/lib/model/tenant';
import { tenantSettingsFormSchema } from './settings-schema';
import { settingsDifferences, settingsValuesOf, toCheckedInput, toTenantUpdate, type TenantSettingsValues } from './settings-values';

const VALUES = settingsValuesOf({ name: 'Acme', displayName: '', language: 'en', labels: { tier: 'gold' }, settings: tenantSettingsSchema.parse({}) } as unknown as Tenant);
const issues = (values: TenantSettingsValues) => tenantSettingsFormSchema.safeParse(toCheckedInput(values)).error?.issues.map(({ path, message }) => [path.join('.'), message]);
const withSettings = (over: Partial<TenantSettingsValues['settings']>): TenantSettingsValues => ({ ...VALUES, settings: { ...VALUES.settings, ...over } });

describe('the settings of a tenant', () => {
  it('send labels as a record, and numbers as numbers', () => {
    const { issuer: _issuer, ...shown } = tenantSettingsSchema.parse({});
    expect(toTenantUpdate('acme', VALUES)).toEqual({ slug: 'acme', name: 'Acme', displayName: '', language: 'en', labels: { tier: 'gold' }, settings: { ...shown, issuer: { override: null } } });
  });

  it('point at the row of a bad key and of one that is there twice', () => {
    const labels = [{ key: 'Bad Key', value: '' }, { key: 'tier', value: 'a' }, { key: 'tier', value: 'b' }];
    expect(issues({ ...VALUES, labels })).toEqual([['labels.0.key', 'labelKey'], ['labels.2.key', 'labelTwice']]);
  });

  it('point at a number that is none, and at an issuer that cannot be one', () => {
    expect(issues(withSettings({ sessionLifetimeSeconds: 'soon', refreshLifetimeSeconds: '' }))?.map(([path]) => path)).toEqual(['settings.sessionLifetimeSeconds', 'settings.refreshLifetimeSeconds']);
    expect(issues(withSettings({ issuer: { override: 'http://x.example' } }))).toEqual([['settings.issuer.override', 'issuer']]);
    expect(issues(withSettings({ issuer: { override: ' https://x.example/a ' } }))).toBeUndefined();
  });

  it('compare two versions by what a reader sees, whatever the order of labels', () => {
    const words = { label: (field: string) => field, language: (language: string) => language, yesNo: String, policy: String };
    const mine = { ...VALUES, labels: [{ key: 'a', value: '1' }, { key: 'b', value: '2' }] };
    const same = { ...mine, labels: [...mine.labels].reverse() };
    const compare = (theirs: TenantSettingsValues) => settingsDifferences(mine, theirs, words);
    expect(compare(same)).toEqual([]);
    expect(compare({ ...same, language: 'pt', name: 'ACME', settings: { ...same.settings, security: { ...same.settings.security, mfaRequired: true } } })).toEqual([
      { name: 'name', label: 'name', mine: 'Acme', theirs: 'ACME' },
      { name: 'language', label: 'language', mine: 'en', theirs: 'pt' },
      { name: 'settings.security.mfaRequired', label: 'settings.security.mfaRequired', mine: 'false', theirs: 'true' },
    ]);
  });
});
