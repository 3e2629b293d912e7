// One import per namespace; the build checks that none is missing.
import checks from './checks.json';
import errors from './errors.json';
import health from './health.json';
import validation from './validation.json';

export const en = { checks, errors, health, validation };
