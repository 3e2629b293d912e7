import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { afterAll, expect, it } from 'vitest';
import type { FieldUi } from '@/components/field-types/field-ui';
import { mysql } from '@/lib/store/adapters/mysql';
import { postgres } from '@/lib/store/adapters/postgres';
import { sqlite } from '@/lib/store/adapters/sqlite';
import { FIELD_TYPES, type FieldType } from '..';
import { describeFieldType } from './every-type';
import type { Samples } from './samples-of';

/** The toy's files as docs/adding-a-field-type.md has them, in a folder beside the types. */
const folder = mkdtempSync(join('lib', 'fields', 'types', '.example-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const blocks = [...readFileSync('docs/adding-a-field-type.md', 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);
const files = ['type', 'samples', 'screen'].map((name, at) => {
  const file = resolve(folder, `${name}.ts`);
  writeFileSync(file, blocks[at] ?? '');
  return file;
});
const [type, tried, screen] = (await Promise.all(files.map((file) => import(/* @vite-ignore */ file)))) as [{ colour: FieldType }, { samples: Samples }, { colour: FieldUi }];

describeFieldType(type.colour, tried.samples);

it('has a column on every engine, by its storage alone', () => {
  const storage = type.colour.storage({});
  const columns = [postgres, mysql, sqlite].map((maker) => maker.open({ migrationsDir: '', pools: {} }).fieldColumns.columnType(storage));
  expect(columns).toEqual(['text', 'varchar(255)', 'TEXT']);
});

it('is asked on the screen what the type can be asked, and is none of those that ship', () => {
  expect(screen.colour.type).toBe(type.colour.type);
  expect(screen.colour.operators.filter((operator) => !type.colour.operators.includes(operator))).toEqual([]);
  expect(FIELD_TYPES.map((one) => one.type)).not.toContain(type.colour.type);
});

it('compiles as it stands there', () => {
  expect(blocks).toHaveLength(files.length);
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, incremental: false, noEmit: true, plugins: [] }, process.cwd());
  const program = ts.createProgram(files, options);
  const problems = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  expect(problems.map((problem) => ts.flattenDiagnosticMessageText(problem.messageText, '\n'))).toEqual([]);
}, 300_000);
