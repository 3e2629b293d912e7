import { describe, expect, it } from 'vitest';
import { openRegistry } from '@/lib/store/registry';
import { toyAdapter } from '@/lib/store/testing/toy-adapter';
import { ToyEngine } from '@/lib/store/testing/toy-adapter/engine';
import { requireEngine } from './require-engine';

describe('requireEngine', () => {
  const context = { migrationsDir: 'migrations', pools: {} };
  const toy = toyAdapter(new ToyEngine());
  const registry = openRegistry(context, [toy]);
  const store = { adapter: (driver: string) => registry.get(driver) };

  it('finds what tenants can live on, also an adapter that is not of the product', () => {
    expect(requireEngine(store, 'postgres').driver).toBe('postgres');
    expect(requireEngine(store, 'toy').driver).toBe('toy');
  });

  it('refuses an engine that is known and keeps no tenants', () => {
    expect(() => requireEngine(store, 'mongo')).toThrow(expect.objectContaining({ code: 'capability_unsupported', params: { capability: 'engine', driver: 'mongo' } }));
  });

  it('names the known ones to who asks for another', () => {
    expect(() => requireEngine(store, 'oracle')).toThrow(expect.objectContaining({ code: 'unknown_driver', params: { driver: 'oracle', known: 'postgres, mysql, sqlite, mongo, noop, toy' } }));
  });

  it('does not take two of one name', () => {
    expect(() => openRegistry(context, [toy, toy])).toThrow(/two adapters are called toy/);
  });
});
