import { installIfNeeded, requireNode } from './install-if-needed.mjs';

requireNode();
installIfNeeded();
const { register } = await import('tsx/esm/api');
register();
const { runCommandLine } = await import('../lib/doors/cli/main.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
