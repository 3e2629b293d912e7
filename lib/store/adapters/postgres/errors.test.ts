import { describe, expect, it } from 'vitest';
import { translateError } from './errors';

const driver = (code: string, message = 'secret text 10.0.0.1 password=x') => Object.assign(new Error(message), { code });

describe('translateError', () => {
  it.each([
    ['ECONNREFUSED', 'server_unreachable'],
    ['ETIMEDOUT', 'server_unreachable'],
    ['ENOTFOUND', 'server_unreachable'],
    ['57P01', 'server_unreachable'],
    ['08006', 'server_unreachable'],
    ['55P03', 'server_unreachable'],
    ['28P01', 'server_auth_failed'],
    ['3D000', 'server_auth_failed'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'server_auth_failed'],
    ['42501', 'server_privilege_missing'],
    ['53300', 'pool_exhausted'],
    ['XX000', 'internal'],
  ])('%s is %s', (code, expected) => {
    const error = translateError(driver(code), 'Main');
    expect(error.code).toBe(expected);
    expect(JSON.stringify([error.message, error.params, error.issues])).not.toMatch(/secret|10\.0\.0\.1/);
    if (expected !== 'internal') expect(error.params.server).toBe('Main');
  });

  it('names the field of a conflict', () => {
    const error = translateError(Object.assign(driver('23505'), { constraint: 'app_user_email_key' }), 'Main');
    expect(error).toMatchObject({ code: 'conflict', params: { field: 'email' }, issues: [{ path: 'email', message: 'taken' }] });
  });

  it.each(['Connection terminated unexpectedly', 'timeout expired', 'Query read timeout'])('knows the driver’s "%s"', (message) => {
    expect(translateError(new Error(message), 'Main').code).toBe('server_unreachable');
  });

  it.each([
    ['SASL authentication failed', 'server_auth_failed'],
    ['password authentication failed for user "a"', 'server_auth_failed'],
    ['server login failed: FATAL database "no such" does not exist', 'server_auth_failed'],
    ['server login failed: FATAL permission denied for database "x"', 'server_privilege_missing'],
    ['no more connections allowed (max_client_conn)', 'pool_exhausted'],
    ['server login failed: server conn crashed?', 'server_unreachable'],
  ])('reads what a pooler says: %s', (message, code) => {
    expect(translateError(Object.assign(new Error(message), { code: '08P01' }), 'Server').code).toBe(code);
  });
});
