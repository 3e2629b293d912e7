import { describe, expect, it } from 'vitest';
import { settingsDifferences, tenantSettingsFormSchema, toTenantUpdate, type TenantSettingsValues } from './settings-values';

const VALUES: TenantSettingsValues = { name: 'Acme', displayName: '', language: 'en', labels: [{ key: 'tier', value: 'gold' }] };
const issues = (values: TenantSettingsValues) => tenantSettingsFormSchema.safeParse(values).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);

describe('the settings of a tenant', () => {
  it('send labels as a record', () => {
    expect(toTenantUpdate('acme', VALUES)).toEqual({ slug: 'acme', name: 'Acme', displayName: '', language: 'en', labels: { tier: 'gold' } });
  });

  it('point at the row of a bad key and of one that is there twice', () => {
    const labels = [{ key: 'Bad Key', value: '' }, { key: 'tier', value: 'a' }, { key: 'tier', value: 'b' }];
    expect(issues({ ...VALUES, labels })).toEqual(['labels.0.key labelKey', 'labels.2.key labelTwice']);
  });

  it('compare two versions by what a reader sees, whatever the order of labels', () => {
    const mine = { ...VALUES, labels: [{ key: 'a', value: '1' }, { key: 'b', value: '2' }] };
    const same = { ...mine, labels: [...mine.labels].reverse() };
    const compare = (theirs: TenantSettingsValues) => settingsDifferences(mine, theirs, (field) => field, (language) => language);
    expect(compare(same)).toEqual([]);
    expect(compare({ ...same, language: 'pt', name: 'ACME' })).toEqual([
      { label: 'name', mine: 'Acme', theirs: 'ACME' },
      { label: 'language', mine: 'en', theirs: 'pt' },
    ]);
  });
});
