// One import per namespace; the build checks that none is missing.
import checks from './checks.json';
import errors from './errors.json';
import health from './health.json';
import validation from './validation.json';
import type { Messages } from '../index';

export const pt: Messages = { checks, errors, health, validation };
