import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeStore } from '@/lib/store/contract/stores';
import { MARIADB, POSTGRES, type FieldEngine } from './field-engines';
import { openFieldFixture, type FieldFixture } from './field-fixture';
import { SQLITE } from './sqlite-engine';

export const FIELD_ENGINES: readonly FieldEngine[] = [POSTGRES, MARIADB, SQLITE];

/** Suites on each engine there is here, with one fixture of each; what is missing is said. */
export function onEachEngine(name: string, suites: (fixture: () => FieldFixture, engine: FieldEngine) => void): void {
  for (const engine of FIELD_ENGINES) {
    describeStore(engine.driver)(`${name}, on ${engine.driver}`, () => {
      const missing = engine.missing();
      if (missing) {
        (process.env['CI'] ? it : it.skip)(missing, () => expect.fail(missing));
        return;
      }
      let f: FieldFixture | undefined;
      beforeAll(async () => {
        f = await openFieldFixture(engine);
      });
      afterAll(() => f?.close());
      suites(() => {
        if (!f) throw new Error('asked for before it was opened');
        return f;
      }, engine);
    });
  }
}
