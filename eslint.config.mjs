import next from 'eslint-config-next/core-web-vitals';
import tseslint from 'typescript-eslint';

/** Who imports whom is in .dependency-cruiser.cjs; what a file may say is here, each message with the place the code belongs to. */
const TESTS = ['**/*.test.{ts,tsx}', '**/testing/**', '**/contract/**', 'e2e/**', 'bench/**'];

const NO_PROCESS_ENV = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'process.env is read in lib/env.ts only: add the variable there, and take the value from runtime.env.',
};
const NO_INSTANCEOF_APP_ERROR = {
  selector: "BinaryExpression[operator='instanceof'][right.name=/^(AppError|EnvironmentError)$/]",
  message: 'A build may load a class more than once in a process: ask isAppError(error, code?) or compare error.name.',
};
const NO_MODULE_STATE = {
  selector: 'Program > VariableDeclaration[kind=/^(let|var)$/], Program > ExportNamedDeclaration > VariableDeclaration[kind=/^(let|var)$/]',
  message: 'No module keeps state: a build evaluates modules several times per process. State belongs to lib/runtime.ts, or into a value that a function makes.',
};
const NO_ENGINE_NAMES = {
  selector: "BinaryExpression[operator=/^[!=]==?$/]:matches([left.property.name='driver'], [right.property.name='driver'], [left.name='driver'], [right.name='driver']) > Literal",
  message: 'No comparison with an engine’s name outside its adapter: ask a capability (lib/store/capabilities.ts), or move the code to lib/store/adapters/<name>/.',
};
const LIB_RULES = [NO_PROCESS_ENV, NO_INSTANCEOF_APP_ERROR, NO_MODULE_STATE, NO_ENGINE_NAMES];

export default tseslint.config(
  { ignores: ['.next*/**', 'node_modules/**', 'data*/**', 'coverage/**', 'playwright-report/**', 'test-results/**', 'next-env.d.ts', 'bench/results/**', 'drizzle/*/meta/**', '**/*.cjs'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...next,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, arguments: false, properties: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description', minimumDescriptionLength: 10 }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 100, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...LIB_RULES],
    },
  },
  {
    // Screens: every word comes from the catalogue (lib/i18n/messages), so that all languages have it.
    files: ['app/**/*.tsx', 'components/**/*.tsx'],
    ignores: TESTS,
    rules: {
      'react/jsx-no-literals': ['error', { noStrings: false, ignoreProps: true, allowedStrings: ['·', '/', '—', '–', '…', ':', ',', '.', '(', ')', '%', '+', '×', '→', '←', '*', '#', '@', '⌘', '⌘K', 'K', 'Tenantry'] }],
      'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['*.config.mjs'],
    rules: { 'import/no-anonymous-default-export': 'off' },
  },
  {
    files: ['app/**/page.tsx'],
    rules: { 'max-lines': ['error', { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    // lib/env.ts reads the environment; what starts processes hands it on to them; Next itself asks
    // instrumentation.ts to compare NEXT_RUNTIME in place.
    files: ['lib/env.ts', 'lib/boot/**', 'lib/embedded-postgres/**', '*.config.{ts,mts}', 'instrumentation.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_INSTANCEOF_APP_ERROR, NO_MODULE_STATE] },
  },
  {
    // An adapter may know its own name; `lib/model` lists them all.
    files: ['lib/store/adapters/**'],
    rules: { 'no-restricted-syntax': ['error', NO_PROCESS_ENV, NO_INSTANCEOF_APP_ERROR, NO_MODULE_STATE] },
  },
  {
    // Commands answer on standard output.
    files: ['lib/doors/cli/**', 'lib/boot/**', 'scripts/**', 'bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: TESTS,
    rules: {
      'no-restricted-syntax': ['error', NO_INSTANCEOF_APP_ERROR],
      'max-lines-per-function': 'off',
      // A test's one `describe` holds them all; vitest awaits what it is given.
      '@typescript-eslint/no-misused-promises': 'off',
    },
  },
);
