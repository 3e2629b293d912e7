// `npm start`: the web server of a production; installs nothing, builds nothing, starts no database.
import { existsSync } from 'node:fs';
import { requireNode } from './install-if-needed.mjs';
import { loadTypeScript, stopSignal } from './prepare.mjs';

requireNode();
if (!existsSync('.next/BUILD_ID')) {
  console.error('There is no build: run npm run build first.');
  process.exit(1);
}
process.env.NODE_ENV = 'production';
const signal = stopSignal();
await loadTypeScript();
const { serve } = await import('../lib/boot/main.ts');
process.exit(await serve({ source: process.env, mode: 'start', dev: false, signal, print: (line) => console.log(line), warn: (line) => console.error(line) }));
