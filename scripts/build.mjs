// `npm run build`: the production build.
import { build } from './build-if-needed.mjs';
import { requireNode } from './install-if-needed.mjs';

requireNode();
process.exit(build());
