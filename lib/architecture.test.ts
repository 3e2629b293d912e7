import { existsSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';

/** What the linters cannot say. Who imports whom is in `.dependency-cruiser.cjs`, proven here to be awake. */
const ROOT = resolve(import.meta.dirname, '..');
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const MAX_LINES = 300;
const FEWEST_MODULES = 200;

const FOLDERS = ['app', 'bench', 'components', 'docs', 'drizzle', 'e2e', 'lib', 'migrations', 'public', 'scripts'];
/** Files whose place a tool decides. */
const FILES = [
  '.ci', '.dependency-cruiser.cjs', '.git', '.gitattributes', '.gitignore', '.npmrc', '.nvmrc', '.prettierrc.json', 'CHANGELOG.md', 'CONTRIBUTING.md',
  'LICENSE', 'README.md', 'drizzle.config.ts', 'eslint.config.mjs', 'instrumentation.ts', 'instrumentation-client.ts', 'knip.json', 'next.config.ts', 'package-lock.json',
  'package.json', 'playwright.config.ts', 'postcss.config.mjs', 'proxy.ts', 'tsconfig.json', 'vitest.config.ts',
];
/** What `.gitignore` keeps out of the repository. */
const MADE = /^(node_modules|\.next.*|data|data-.*|test-results|playwright-report|coverage|next-env\.d\.ts|\.env.*|.*\.tsbuildinfo)$/;

interface Cruise {
  modules: { source: string }[];
  summary: { totalCruised: number; violations: { rule: { name: string; severity: string }; from: string; to: string; comment?: string }[] };
}

async function cruise(cwd: string, folders: string[]): Promise<Cruise> {
  const args = [CRUISER, '--config', CONFIG, '--output-type', 'json', ...folders];
  const run = promisify(execFile)(process.execPath, args, { cwd, maxBuffer: 256 * 1024 * 1024 });
  // Violations are an exit code; the report is on standard output all the same.
  const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
  return JSON.parse(stdout) as Cruise;
}

async function filesBelow(folder: string, pattern: RegExp): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split('/').some((part) => MADE.test(part)));
}

describe('layout', () => {
  it('has at its top only the agreed folders and what tools demand', async () => {
    const unexpected = (await readdir(ROOT)).filter((name) => !MADE.test(name) && !FOLDERS.includes(name) && !FILES.includes(name));
    expect(unexpected).toEqual([]);
  });

  it('has no folder or file for odds and ends', async () => {
    const sources = await sourceFiles();
    const odd = sources.filter((path) => /(^|\/)(utils?|helpers?|misc|common-utils|services?)(\/|\.tsx?$)/.test(path));
    expect(odd).toEqual([]);
  });

  it('names files in kebab-case', async () => {
    const odd = (await sourceFiles()).filter((path) => path.startsWith('lib/') || path.startsWith('components/')).filter((path) => /[A-Z_ ]/.test(path.split('/').at(-1) ?? ''));
    expect(odd).toEqual([]);
  });
});

describe('floors', () => {
  it('are kept, and the cruiser really looked', async () => {
    const { modules, summary } = await cruise(ROOT, ['app', 'components', 'lib']);
    expect(summary.totalCruised).toBeGreaterThan(FEWEST_MODULES);
    // Aliases are followed: without them every import of ours would lead nowhere.
    expect(modules.map((module) => module.source)).toContain('lib/model/tenant.ts');
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  }, 60_000);

  it('report each kind of wrong import, with the place the code belongs to', async () => {
    const found = await cruiseFixture(WRONG_IMPORTS);
    for (const [file, , rule] of WRONG_IMPORTS) expect([...(found.get(file) ?? [])], file).toContain(rule);
    const config = (await import(CONFIG)) as { default: { forbidden: { name: string; comment: string }[] } };
    const tried = new Set(WRONG_IMPORTS.map(([, , rule]) => rule));
    for (const rule of config.default.forbidden) {
      expect(rule.comment.length, `${rule.name} says where the code belongs`).toBeGreaterThan(40);
      if (rule.name !== 'no-cycles') expect(tried, 'each rule is tried').toContain(rule.name);
    }
  }, 60_000);

  it('let types through where they vanish in the build', async () => {
    const found = await cruiseFixture([['lib/tenants/a.ts', "import type { Runtime } from '@/lib/runtime';\nexport type R = Runtime;", '']]);
    expect([...(found.get('lib/tenants/a.ts') ?? [])]).toEqual([]);
  }, 60_000);
});

describe('lint', () => {
  it('speaks of each habit that it guards', async () => {
    const eslint = new ESLint({ cwd: ROOT });
    const speaks = async (filePath: string, text: string) => (await eslint.lintText(text, { filePath: join(ROOT, filePath) })).flatMap((result) => result.messages.map((message) => message.message)).join('\n');
    // The text is linted in place of a file that exists, for the rules that need types.
    const inLib = await speaks('lib/auth/tokens.ts', BAD_HABITS);
    for (const words of ['lib/env.ts only', 'isAppError', 'lib/runtime.ts', 'lib/store/adapters', 'Unexpected any', 'Promises must be awaited', 'Unexpected console']) {
      expect(inLib).toContain(words);
    }
    expect(inLib.match(/No module keeps state/g)).toHaveLength(2);
  }, 120_000);
});

const BAD_HABITS = `
import { AppError } from '@/lib/errors';
let state = 0;
export let exported = 1;
export function f(e: unknown, server: { driver: string }): number {
  if (e instanceof AppError) state += exported;
  if (server.driver === 'postgres') return Number(process.env.PORT);
  console.log(state);
  const x: any = 1;
  Promise.resolve(1);
  return x as number;
}`;

/** File, its text, the rule that must speak. */
const WRONG_IMPORTS: [file: string, text: string, rule: string][] = [
  ['lib/model/a.ts', "import '@/lib/store/index';", 'ground-is-the-lowest'],
  ['lib/store/sql/a.ts', "import '@/lib/records/index';", 'store-stands-on-the-ground'],
  ['lib/operations/tenants/a.ts', "import '@/lib/store/sql/users';", 'store-has-one-door'],
  ['lib/provisioning/a.ts', "import '@/lib/runtime';", 'rooms-know-no-door'],
  ['lib/runtime.ts', "import '@/lib/doors/doors';", 'runtime-knows-no-door'],
  ['lib/operations/runs/a.ts', "import '@/lib/doors/doors';", 'operations-know-no-door'],
  ['lib/worker/a.ts', "import 'next/headers';", 'worker-is-alone'],
  ['lib/doors/a.ts', "import '@/components/ui/button';", 'doors-know-no-screen'],
  ['components/tenants/a.tsx', "import '@/lib/operations/registry';", 'components-get-data-handed'],
  ['lib/fields/types/a.ts', "import '@/lib/store';", 'field-types-run-in-browsers'],
  ['app/tenants/page.tsx', "import '@/lib/records/index';", 'app-has-no-rules'],
  ['lib/tenants/b.ts', "import 'pg';", 'drivers-at-the-edge'],
  ['lib/operations/users/a.ts', "import 'drizzle-orm';", 'drizzle-for-records-only'],
  ['lib/operations/users/b.ts', "import 'kysely';", 'kysely-for-tenants-only'],
  ['lib/operations/users/c.ts', "import '@orpc/server';", 'carriers-in-the-doors'],
  ['lib/tenants/c.ts', "import 'next/navigation';", 'next-stays-upstairs'],
  ['lib/tenants/d.ts', "import 'react';", 'no-react-below-the-screen'],
  ['lib/tenants/e.ts', "import './tenants.test';", 'tests-are-not-imported'],
  ['lib/tenants/f.ts', "import 'fast-check';", 'no-development-packages'],
  ['lib/tenants/g.ts', "import './nowhere';", 'no-unresolved'],
];
const THERE = ['lib/store/index.ts', 'lib/store/sql/users.ts', 'lib/records/index.ts', 'lib/runtime.ts', 'lib/doors/doors.ts', 'lib/operations/registry.ts', 'components/ui/button.tsx', 'lib/tenants/tenants.test.ts'];

/** Cruises a small house of the given files; answers the names of the rules that spoke, per file. */
async function cruiseFixture(files: [file: string, text: string, rule: string][]): Promise<Map<string, Set<string>>> {
  const root = await mkdtemp(join(tmpdir(), 'tenantry-floors-'));
  try {
    for (const file of THERE) await write(root, file, 'export type Runtime = string;');
    for (const [file, text] of files) await write(root, file, text.includes('export') ? text : `${text}\nexport {};`);
    for (const name of ['tsconfig.json', 'package.json']) await writeFile(join(root, name), await readFile(join(ROOT, name)));
    await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    const { summary } = await cruise(root, ['app', 'components', 'lib'].filter((folder) => [...THERE, ...files.map(([file]) => file)].some((file) => file.startsWith(folder))));
    const spoke = new Map<string, Set<string>>();
    for (const { from, rule } of summary.violations) spoke.set(from, (spoke.get(from) ?? new Set()).add(rule.name));
    return spoke;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function write(root: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

async function sourceFiles(): Promise<string[]> {
  const lists = await Promise.all(['app', 'components', 'lib', 'scripts', 'e2e', 'bench'].filter((folder) => existsSync(join(ROOT, folder))).map((folder) => filesBelow(folder, /\.(ts|tsx|mjs|cjs)$/)));
  return lists.flat();
}

describe('habits', () => {
  let texts: [path: string, lines: string[]][];
  beforeAll(async () => {
    texts = await Promise.all((await sourceFiles()).map(async (path) => [path, (await readFile(join(ROOT, path), 'utf8')).trimEnd().split('\n')] as [string, string[]]));
  });
  /** `path:line` of each line that is wrong. */
  const offending = (wrong: (line: string, path: string) => boolean, where: (path: string) => boolean = () => true) =>
    texts
      .filter(([path]) => where(path) && path !== 'lib/architecture.test.ts')
      .flatMap(([path, lines]) => lines.flatMap((line, index) => (wrong(line, path) ? [`${path}:${index + 1}`] : [])));
  /** A worker thread's entry is evaluated once, in a thread of its own: its top level is its life. */
  const product = (path: string) => path.startsWith('lib/') && !/\.test\.tsx?$|\/testing\/|\/contract\/|-worker\.mjs$/.test(path);

  it('looked at the sources', () => expect(texts.length).toBeGreaterThan(FEWEST_MODULES));

  it(`keeps files within ${MAX_LINES} lines`, () => {
    expect(texts.filter(([, lines]) => lines.length > MAX_LINES).map(([path, lines]) => `${path}: ${lines.length}`)).toEqual([]);
  });

  it('keeps no state in modules', () => {
    expect(offending((line) => /^(export )?(let|var) /.test(line) || /^(export )?const \w+(: [^=]+)? = new (Map|Set|WeakMap|WeakSet)(<[^(]*>)?\(\)/.test(line), product)).toEqual([]);
  });

  it('gives each suppression its reason', () => {
    const bare = (line: string) =>
      (/eslint-disable/.test(line) && !/eslint-disable(-next-line|-line)? [\w@/, -]+ -- \S.{9,}/.test(line)) || /@ts-(ignore|nocheck)/.test(line) || /@ts-expect-error\s*$/.test(line);
    expect(offending(bare)).toEqual([]);
  });

  it('leaves no test out silently, and none alone', () => {
    // A skip whose name is the reason found at run time is in order; one written down is a test switched off.
    expect(offending((line) => /\b(it|test|describe)\.(only|todo)\b/.test(line) || /\b(it|test|describe)\.skip\(['"]/.test(line))).toEqual([]);
  });

  it('leaves nothing for later in comments', () => {
    expect(offending((line) => /\b(TODO|FIXME|XXX|HACK)\b/.test(line))).toEqual([]);
  });

  it('names no registry in the lock file: whoever installs has their own, and each package is held by its hash', async () => {
    const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }> };
    const { '': _self, ...packages } = lock.packages;
    expect(Object.entries(packages).flatMap(([path, { resolved }]) => (resolved === undefined ? [] : [`${path} ${resolved}`]))).toEqual([]);
    expect(Object.entries(packages).filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
    const npmrc = await readFile(join(ROOT, '.npmrc'), 'utf8');
    expect(npmrc).toMatch(/^omit-lockfile-registry-resolved=true$/m);
    expect(npmrc).not.toMatch(/_auth|:\/\//);
  });
});
