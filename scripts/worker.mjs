// `npm run worker`: the background worker of a production; starts no database.
import { requireNode } from './install-if-needed.mjs';
import { loadTypeScript } from './prepare.mjs';

requireNode();
process.env.NODE_ENV = 'production';
await loadTypeScript();
const { requireVariables } = await import('../lib/boot/environment.ts');
try {
  requireVariables(process.env);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import('../lib/worker/main.ts');
