import { expect, it } from 'vitest';
import { hideSecrets } from './hide-secrets';
import { variable, variablesIn } from './shell';

it('names every secret and copies none, however deep it stands', () => {
  const hidden = hideSecrets({
    slug: 'acme',
    password: 'Plant-1',
    database: { dsn: 'postgres://u:Plant-2@h/d', isolation: 'schema' },
    customFields: { apiToken: 'Plant-3', 'odd-secret name': 'Plant-4', department: 'IT' },
    secrets: ['Plant-5', ''],
    temporaryPassword: true,
    refreshTokenTtlSeconds: 60,
    clientSecret: '',
  });
  expect(JSON.stringify(hidden)).not.toContain('Plant');
  expect(hidden).toMatchObject({ slug: 'acme', password: variable('PASSWORD'), temporaryPassword: true, refreshTokenTtlSeconds: 60, clientSecret: '', customFields: { department: 'IT' } });
  expect(variablesIn([JSON.stringify(hidden)])).toEqual(['PASSWORD', 'DSN', 'API_TOKEN', 'ODD_SECRET_NAME', 'SECRETS']);
});

it('leaves what is named already', () => {
  expect(hideSecrets({ password: variable('SERVER_PASSWORD') })).toEqual({ password: variable('SERVER_PASSWORD') });
});
