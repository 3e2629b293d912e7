import { createTenantInputSchema } from '@/lib/model/tenant';
import { getRuntime } from '@/lib/runtime';
import { createTenant } from '../create-tenant';

/** Makes a tenant with a server of its own (`dying-create <slug> <dsn>`) and is killed when the server is registered and the tenant is not. */
const [slug = '', dsn = ''] = process.argv.slice(2);
const runtime = await getRuntime('cli');
const { tenants } = runtime.store.config;
tenants.create = () => new Promise(() => process.kill(process.pid, 'SIGKILL'));
await createTenant(runtime, createTenantInputSchema.parse({ slug, name: slug, database: { dsn } }));
