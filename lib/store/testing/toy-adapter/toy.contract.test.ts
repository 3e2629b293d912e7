import { join } from 'node:path';
import { adapterContract, describeStore, type ContractHarness } from '../../contract';
import { sqliteTables } from '../sqlite-tables';
import { toyAdapter, TOY_MIGRATIONS } from '.';
import { ONLY_READS, ToyEngine } from './engine';

const engine = new ToyEngine();
const toy = toyAdapter(engine);
const harness: ContractHarness = {
  open: ({ migrationsDir = join(process.cwd(), 'migrations') } = {}) => toy.open({ migrationsDir, pools: {} }),
  migrations: TOY_MIGRATIONS,
  server: (overrides = {}) => ({
    id: 'server', name: 'Server', driver: 'toy', host: '', port: 0, directHost: null, directPort: null, database: '', maintenanceDatabase: '',
    username: 'maker', password: '', tls: { mode: 'disable' }, maxConnections: 40, ...overrides,
  }),
  ...sqliteTables((name, sql) => engine.admin(name, sql), ({ placement }) => placement.name),
  hostileName: (id) => `we"ird'; DROP --\\ñ😀 ${id}`,
  lowPrivilege: () => Promise.resolve({ username: ONLY_READS }),
  provisioningLogin: () => Promise.resolve({ username: 'limited' }),
};

/** What docs/adding-an-adapter.md says is enough for an engine to keep tenants is enough. */
describeStore('toy')('toy, in memory', () => adapterContract(toy, () => harness));
