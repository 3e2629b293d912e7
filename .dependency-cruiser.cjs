/**
 * The floors of this house (docs/architecture.md) as rules. A floor imports only from floors below it and
 * from its own room; each comment says where the code belongs instead.
 * Types may be taken from a higher floor where a rule says `type-only`: they vanish in the build.
 */
const TEST = '\\.(contract\\.)?test\\.tsx?$|/testing/|/contract/';
const GROUND = '^lib/(model|secrets|errors|log|i18n|libsql|env\\.ts)';
const ROOMS =
  '^lib/(tenants|clients|scopes|branding|admins|servers|provisioning|fields|fleet|limits|runs|records|auth|overview|metrics|spool|config-copy|embedded-postgres)/';
/** What may run in a browser without dragging a server along. */
const FOR_BROWSERS = '^lib/(model|i18n|errors|auth/(permissions|principal|password-policy)\\.ts|secrets/password-length\\.ts|doors/rpc/|doors/snippets/|doors/cli/command\\.ts|doors/doors\\.ts|fields/(types/|check-decision\\.ts|linear-pattern\\.ts))';
/** Of a room, what forms check with too; it stays free of the server. */
const FIELDS_FOR_BROWSERS = '^lib/fields/(types/|check-decision\\.ts|linear-pattern\\.ts)';
const NODE_MODULE = (names) => `(^|node_modules/)(${names})(/|$)`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two modules that need each other are one, or share a third below both. (Cycles of types alone are fine.)',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      comment: 'This import leads nowhere: a typing error, or a package missing from package.json.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(next-intl/config|virtual:)' },
    },
    {
      name: 'ground-is-the-lowest',
      severity: 'error',
      comment: 'lib/{model,secrets,errors,log,i18n,libsql} and lib/env.ts import nothing of ours but each other. What needs more belongs in a room, lib/<room>/.',
      from: { path: GROUND, pathNot: TEST },
      to: { path: '^(lib|app|components|drizzle)/', pathNot: GROUND },
    },
    {
      name: 'store-stands-on-the-ground',
      severity: 'error',
      comment: 'The store layer knows no console: rules go to a room, the records’ state comes in through a port (DatabaseStatusSource).',
      from: { path: '^lib/store/', pathNot: TEST },
      to: { path: '^(lib|app|components|drizzle)/', pathNot: [GROUND, '^lib/store/'] },
    },
    {
      name: 'store-has-one-door',
      severity: 'error',
      comment: 'Import the store by lib/store/index.ts, its types by ports.ts or capabilities.ts. If something is missing there, add it there.',
      // lib/boot locks FS_ROOT before any store may open, with the very lock the files use.
      from: { path: '^(lib|app|components|scripts|e2e|bench)/', pathNot: ['^lib/store/', '^lib/boot/fs-root-lock\\.ts$', TEST] },
      to: { path: '^lib/store/', pathNot: '^lib/store/(index|ports|capabilities)\\.ts$' },
    },
    {
      name: 'rooms-know-no-door',
      severity: 'error',
      comment: 'A room holds rules without a framework: how they are reached is an operation (lib/operations/<noun>/<verb>-<noun>.ts), loops are lib/worker. Take what you need as a parameter.',
      from: { path: ROOMS, pathNot: TEST },
      to: { path: '^(app|components|lib/(doors|operations|worker|boot)/|lib/runtime\\.ts)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'runtime-knows-no-door',
      severity: 'error',
      comment: 'lib/runtime.ts makes what a process shares and nothing that uses it; that goes to lib/operations, lib/doors or lib/worker.',
      from: { path: '^lib/runtime\\.ts$' },
      to: { path: '^(app|components|lib/(doors|operations|worker)/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'operations-know-no-door',
      severity: 'error',
      comment: 'An operation does not know how it was called: what it needs of the caller is in its context, filled by lib/doors.',
      from: { path: '^lib/operations/', pathNot: TEST },
      to: { path: '^(app|components|lib/(doors|worker)/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'worker-is-alone',
      severity: 'error',
      comment: 'The worker is a process of its own and nothing of Next: what it shares with the web server lives in a room or in lib/runtime.ts.',
      from: { path: '^lib/worker/', pathNot: TEST },
      to: { path: `^(app|components|lib/doors)/|${NODE_MODULE('next')}`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'doors-know-no-screen',
      severity: 'error',
      comment: 'lib/doors is below app and components: pages use doors, never the other way.',
      from: { path: '^lib/doors/', pathNot: TEST },
      to: { path: '^(app|components|lib/worker)/' },
    },
    {
      name: 'components-get-data-handed',
      severity: 'error',
      comment: 'A component gets its data by props or from the typed client (lib/doors/rpc). Reading belongs in the page (app/…/page.tsx), deciding in an operation.',
      from: { path: '^components/', pathNot: TEST },
      to: { path: '^(app|lib|drizzle)/', pathNot: FOR_BROWSERS, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'field-types-run-in-browsers',
      severity: 'error',
      comment: 'Forms check values by lib/fields/types and check-decision.ts before anything is sent: what they import has to run in a browser. What needs the server belongs beside them in lib/fields.',
      from: { path: FIELDS_FOR_BROWSERS, pathNot: TEST },
      to: { path: '^(app|components|lib|drizzle)/', pathNot: [FIELDS_FOR_BROWSERS, '^lib/(model|errors|i18n)/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'app-has-no-rules',
      severity: 'error',
      comment: 'Routes call operations through lib/doors. Rules belong in lib/<room>/, SQL in lib/store, records behind an operation.',
      from: { path: '^app/', pathNot: TEST },
      to: { path: '^(lib/(store|records|provisioning|runs|servers|tenants|worker|embedded-postgres|boot)|drizzle)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'drivers-at-the-edge',
      severity: 'error',
      comment: 'Database drivers are used by lib/store/adapters/<name>/ and by lib/records/ alone (and by what starts the embedded server). Ask the store or the records.',
      from: { path: '^(app|components|lib|scripts)/', pathNot: ['^lib/store/(adapters|testing|contract)/', '^lib/(records|embedded-postgres|boot)/', TEST] },
      to: { path: NODE_MODULE('pg|pg-cursor|mysql2|@libsql/[^/]+|better-sqlite3'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'drizzle-for-records-only',
      severity: 'error',
      comment: 'drizzle is for the console’s own records (lib/records, drizzle/); a tenant’s data goes through lib/store (kysely).',
      from: { path: '^(app|components|lib|scripts)/', pathNot: '^lib/records/' },
      to: { path: `^drizzle/|${NODE_MODULE('drizzle-orm')}` },
    },
    {
      name: 'kysely-for-tenants-only',
      severity: 'error',
      comment: 'kysely builds statements on a tenant’s data, in lib/store. Everything else asks a repository.',
      from: { path: '^(app|components|lib|scripts)/', pathNot: ['^lib/store/', TEST] },
      to: { path: NODE_MODULE('kysely') },
    },
    {
      name: 'carriers-in-the-doors',
      severity: 'error',
      comment: 'oRPC carries operations; it appears in lib/doors only. An operation is a plain value (define-operation.ts).',
      from: { path: '^(app|components|lib|scripts)/', pathNot: '^lib/doors/' },
      to: { path: NODE_MODULE('@orpc/[^/]+') },
    },
    {
      name: 'next-stays-upstairs',
      severity: 'error',
      comment: 'next/* is for app, components, proxy.ts and instrumentation.ts, and for the wiring in lib/auth/next-auth-*, lib/doors/{page,action}.ts and lib/i18n. Elsewhere take the value as a parameter.',
      from: { path: '^lib/', pathNot: ['^lib/auth/(next-auth-|session-cookie)', '^lib/doors/(page|action)\\.ts$', '^lib/i18n/', TEST] },
      to: { path: NODE_MODULE('next|next-auth|next-intl|next-themes'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-react-below-the-screen',
      severity: 'error',
      comment: 'What is drawn belongs in components/ or app/. (lib/doors/page.ts memoises per request with React’s cache.)',
      from: { path: '^lib/', pathNot: ['^lib/doors/', '^lib/i18n/', TEST] },
      to: { path: NODE_MODULE('react|react-dom|@tanstack/react-[^/]+|radix-ui') },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      comment: 'What tests share goes to a testing/ folder beside them; a product module never imports it.',
      from: { path: '^(app|components|lib)/', pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'no-development-packages',
      severity: 'error',
      comment: 'The product runs without development packages: move the package to "dependencies", or the code to a test.',
      from: { path: '^(app|components|lib)/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm-peer'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|node_modules/\\.cache)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], mainFields: ['module', 'main', 'types'] },
    skipAnalysisNotInRules: true,
    progress: { type: 'none' },
  },
};
