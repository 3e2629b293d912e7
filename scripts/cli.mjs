// `npm run -s cli -- <noun> <verb>`: the command line. Standard output carries the answer alone.
import { checkNode, loadTypeScript, ROOT } from './prepare.mjs';

checkNode();
process.chdir(ROOT);
process.env.NODE_ENV ??= 'production';
await loadTypeScript();
const { runCommandLine } = await import('../lib/doors/cli/main.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
