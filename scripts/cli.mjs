// `npm run -s cli -- <noun> <verb>`: the command line. Standard output carries the answer alone.
import { requireNode } from './install-if-needed.mjs';
import { loadTypeScript } from './prepare.mjs';

requireNode();
process.env.NODE_ENV ??= 'production';
// A reader that has enough (`… | head -1`) is no error.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => interrupted.abort());
await loadTypeScript();
const { runCommandLine } = await import('../lib/doors/cli/main.ts');
process.exitCode = await runCommandLine(process.argv.slice(2), interrupted.signal);
// What was left waiting must not hold the terminal.
if (interrupted.signal.aborted) process.exit();
