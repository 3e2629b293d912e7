import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from '@/lib/i18n/messages';

const PHASES = 'reshape|copy|fill|constrain|swap';
const ADAPTERS = 'lib/store/adapters';
/** As steps are named where they are made: with their phase beside them. */
const NAMED = new RegExp(`op: '([a-z_]+)', phase|'([a-z_]+)', (?:'(?:${PHASES})'|phase\\b)|\\? '([a-z_]+_index)' : '([a-z_]+_index)'`, 'g');

describe('a step of a plan', () => {
  it('has words, whichever engine made it', () => {
    const names = new Set<string>();
    const folders = readdirSync(ADAPTERS).map((engine) => `${ADAPTERS}/${engine}/ddl`).filter((folder) => existsSync(folder));
    for (const file of folders.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))) {
      for (const match of readFileSync(file, 'utf8').matchAll(NAMED)) for (const name of match.slice(1)) if (name && !PHASES.split('|').includes(name)) names.add(name);
    }
    expect(names.size).toBeGreaterThan(20);
    expect([...names].filter((name) => !(name in MESSAGES.en.plan.op))).toEqual([]);
  });
});
