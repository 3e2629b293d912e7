// `npm run up` and `npm run dev`: from a fresh clone to a console that serves.
import { checkNode, ensureBuild, ensurePackages, loadTypeScript, ROOT, stopSignal } from './prepare.mjs';

checkNode();
process.chdir(ROOT);
const dev = process.argv.includes('--dev');
if (!ensurePackages()) process.exit(1);
if (!dev && !ensureBuild()) process.exit(1);
process.env.NODE_ENV = dev ? 'development' : 'production';
const signal = stopSignal();
await loadTypeScript();
const { serve } = await import('../lib/boot/main.ts');
const status = await serve({ source: process.env, mode: 'up', dev, signal, print: (line) => console.log(line), warn: (line) => console.error(line) });
process.exit(status);
