// `npm run worker`: the background worker of a production; starts no database.
import { checkNode, loadTypeScript, ROOT } from './prepare.mjs';

checkNode();
process.chdir(ROOT);
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
