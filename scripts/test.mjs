// `npm test`: on a fresh clone, alone. Every stage runs even when an earlier one failed, so that all is seen.
import process from 'node:process';
import { installIfNeeded, requireNode } from './install-if-needed.mjs';
import { installSystemParts } from './system-parts.mjs';
import { Tally, commandStage, playwrightStage, vitestStage } from './test-stages.mjs';

requireNode();
installIfNeeded();
const parts = installSystemParts();
const env = { ...process.env, ...parts.env, ...(process.argv.includes('--long') && { TENANTRY_LONG: '1' }) };

const tally = new Tally();
commandStage(tally, 'types', ['node_modules/typescript/bin/tsc', '--noEmit'], env);
commandStage(tally, 'lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'], env);
commandStage(tally, 'layers', ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'app', 'components', 'lib'], env);
vitestStage(tally, 'unit', env);
vitestStage(tally, 'contract', env);
playwrightStage(tally, env, parts.missingBrowser);
tally.finish();
