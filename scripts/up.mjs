// `npm run up` and `npm run dev`: from a fresh clone to a console that serves.
import { buildIfNeeded } from './build-if-needed.mjs';
import { installIfNeeded, requireNode } from './install-if-needed.mjs';
import { loadTypeScript, stopSignal } from './prepare.mjs';

requireNode();
const dev = process.argv.includes('--dev');
installIfNeeded();
if (!dev) buildIfNeeded();
process.env.NODE_ENV = dev ? 'development' : 'production';
const signal = stopSignal();
await loadTypeScript();
const { serve } = await import('../lib/boot/main.ts');
const status = await serve({ source: process.env, mode: 'up', dev, signal, print: (line) => console.log(line), warn: (line) => console.error(line) });
process.exit(status);
