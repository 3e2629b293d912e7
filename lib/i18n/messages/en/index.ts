// One import per namespace; the build checks that none is missing.
import account from './account.json';
import audit from './audit.json';
import auth from './auth.json';
import checks from './checks.json';
import clients from './clients.json';
import common from './common.json';
import crash from './crash.json';
import errors from './errors.json';
import fields from './fields.json';
import health from './health.json';
import migrations from './migrations.json';
import nav from './nav.json';
import overview from './overview.json';
import palette from './palette.json';
import plan from './plan.json';
import provisioning from './provisioning.json';
import roles from './roles.json';
import runs from './runs.json';
import scopes from './scopes.json';
import servers from './servers.json';
import sessions from './sessions.json';
import settings from './settings.json';
import tenants from './tenants.json';
import users from './users.json';
import validation from './validation.json';
import views from './views.json';

export const en = { account, audit, auth, checks, clients, common, crash, errors, fields, health, migrations, nav, overview, palette, plan, provisioning, roles, runs, scopes, servers, sessions, settings, tenants, users, validation, views };
