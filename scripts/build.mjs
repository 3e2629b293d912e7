import { writeFileSync } from 'node:fs';
import { build, sourcesHash } from './build-if-needed.mjs';
import { requireNode } from './install-if-needed.mjs';

requireNode();
const wanted = sourcesHash();
const status = build();
if (status === 0) writeFileSync('.next/tenantry-built', wanted);
process.exit(status);
