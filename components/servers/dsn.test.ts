import { describe, expect, it } from 'vitest';
import { createServerInputSchema } from '@/lib/model/server';
import { partsOfDsn } from './dsn';
import { EMPTY_SERVER, toServerInput, toServerUpdate } from './server-values';

describe('partsOfDsn', () => {
  it('takes a connection string apart, escapes undone', () => {
    expect(partsOfDsn(' postgresql://o%27neil:p%40ss%2F@db.example:6432/app?sslmode=verify-full ')).toEqual({
      host: 'db.example',
      port: '6432',
      username: "o'neil",
      password: 'p@ss/',
      database: 'app',
      tlsMode: 'verify-full',
    });
  });
  it('fills in what it leaves out, as libpq does', () => {
    expect(partsOfDsn('postgres://u@[::1]')).toMatchObject({ host: '::1', port: '5432', database: 'postgres', password: '', tlsMode: 'disable' });
  });
  it.each(['', 'hello', 'mysql://u@h/d', 'postgres://', 'postgres://u:%zz@h/d'])('refuses %j', (text) => {
    expect(partsOfDsn(text)).toBeNull();
  });
});

describe('what a form sends', () => {
  const values = { ...EMPTY_SERVER, name: 'pg', host: 'h', database: 'd', username: 'u' };
  it('is the input of the operation', () => {
    expect(createServerInputSchema.parse(toServerInput(values))).toMatchObject({ port: 5432, directHost: null, directPort: null, tls: { mode: 'disable' } });
  });
  it('keeps the stored password unless a new one is typed', () => {
    expect(toServerUpdate('id')(values)).not.toHaveProperty('password');
    expect(toServerUpdate('id')({ ...values, password: 'x' })).toHaveProperty('password', 'x');
  });
});
