// `npm run -s cli -- <noun> <verb>`: the command line. Standard output carries the answer alone.
import { requireNode } from './install-if-needed.mjs';
import { loadTypeScript } from './prepare.mjs';

requireNode();
process.env.NODE_ENV ??= 'production';
await loadTypeScript();
const { runCommandLine } = await import('../lib/doors/cli/main.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
