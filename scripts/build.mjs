// `npm run build`: the production build.
import { build, checkNode, ROOT } from './prepare.mjs';

checkNode();
process.chdir(ROOT);
process.exit(build());
