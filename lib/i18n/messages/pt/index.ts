// One import per namespace; the build checks that none is missing.
import auth from './auth.json';
import checks from './checks.json';
import common from './common.json';
import errors from './errors.json';
import health from './health.json';
import nav from './nav.json';
import validation from './validation.json';
import type { Messages } from '../index';

export const pt: Messages = { auth, checks, common, errors, health, nav, validation };
