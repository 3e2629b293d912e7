// Production web server: installs nothing, starts no database, names each variable it lacks.
import { register } from 'tsx/esm/api';

register();
const { serveProduction } = await import('../lib/boot/production.ts');
await serveProduction(process.env);
