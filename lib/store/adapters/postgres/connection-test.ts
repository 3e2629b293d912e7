import type { ConnectionTest } from '@/lib/model/server';
import { runChecks, type TestRun } from '../../network/run-checks';
import type { PgConnection } from './connection';
import { sessionChecks, signIn } from './connection-test-session';
import { checkTls, socketOf } from './connection-test-tls';

export const testConnection = (run: TestRun): Promise<ConnectionTest> => runChecks<PgConnection>({ tls: checkTls, authenticate: signIn, ...sessionChecks }, socketOf, run);
