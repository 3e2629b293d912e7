import { describe, expect, it } from 'vitest';
import { readEnvironment } from '@/lib/env';
import { managedServers } from './managed-server';

const serverOf = (dsn: string) => {
  const env = readEnvironment({ NODE_ENV: 'test', TENANT_DB_DSN: dsn, FS_ROOT: '/srv/console' });
  return { server: managedServers(env)[0], roots: env.sqliteRoots };
};

describe('the server that the environment gives', () => {
  it('is read from a connection string', () => {
    expect(serverOf('postgres://u:p%40ss@db:6432/app?sslmode=verify-full&max_connections=20').server).toMatchObject({
      config: { driver: 'postgres', host: 'db', port: 6432, database: 'app', username: 'u', tls: { mode: 'verify-full' }, maxConnections: 20, isDefault: true },
      password: 'p@ss',
    });
    expect(serverOf('postgres://db').server?.config).toMatchObject({ port: 5432, username: 'postgres', database: 'postgres' });
  });
  it('is a folder, which is allowed by being named, and may be told from here', () => {
    for (const dsn of ['file:/srv/tenants', 'file:///srv/tenants']) {
      const { server, roots } = serverOf(dsn);
      expect(server).toMatchObject({ config: { driver: 'sqlite', directory: '/srv/tenants' }, password: '' });
      expect(roots).toEqual(['/srv/console/sqlite', '/srv/tenants']);
    }
    expect(serverOf('file:here/it is').server?.config).toMatchObject({ directory: `${process.cwd()}/here/it is` });
  });
  it('is none where none is wanted; what is no connection string names itself', () => {
    expect(serverOf('none').server).toBeUndefined();
    expect(() => serverOf('oracle://db')).toThrow('TENANT_DB_DSN');
  });
});
