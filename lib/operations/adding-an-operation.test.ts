import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

it('compiles the example of docs/adding-an-operation.md as it stands there', () => {
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync('docs/adding-an-operation.md', 'utf8')) ?? [];
  expect(code).toContain('defineOperation');
  const folder = mkdtempSync(join('lib', 'operations', '.example-'));
  try {
    const file = resolve(folder, 'example.ts');
    writeFileSync(file, code);
    const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as { config: { compilerOptions: object } };
    const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, incremental: false, noEmit: true, plugins: [] }, process.cwd());
    const program = ts.createProgram([file], options);
    const source = program.getSourceFile(file);
    const problems = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    expect(problems.map((problem) => ts.flattenDiagnosticMessageText(problem.messageText, '\n'))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
