// Production worker: installs nothing, starts no database, names each variable it lacks.
import { register } from 'tsx/esm/api';

register();
const { workProduction } = await import('../lib/boot/production.ts');
await workProduction(process.env);
