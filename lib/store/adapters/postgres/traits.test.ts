import { describe, expect, it } from 'vitest';
import { lacking, traitsOf } from './traits';

describe('traitsOf', () => {
  it.each(['PostgreSQL 18.0 on x86_64-pc-linux-gnu, compiled by gcc', 'PostgreSQL 13.22 (Debian 13.22-1.pgdg13+1)'])('has all of %s', (version) => {
    expect(traitsOf(version).engine).toBe('PostgreSQL');
    expect(lacking(traitsOf(version))).toEqual([]);
  });

  it('is cautious with CockroachDB, which claims to be a PostgreSQL 13', () => {
    const traits = traitsOf('CockroachDB CCL v24.1.0 (x86_64-pc-linux-gnu, built 2024/05/15, go1.22.2)');
    expect(traits.engine).toBe('CockroachDB');
    expect(lacking(traits)).toEqual(['advisoryLocks', 'transactionalDdl', 'roleInTransaction', 'databaseOptions']);
  });
});
