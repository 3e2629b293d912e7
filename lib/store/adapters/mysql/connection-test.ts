import type { ConnectionTest } from '@/lib/model/server';
import { runChecks, type TestRun } from '../../network/run-checks';
import type { MysqlConnection } from './connection';
import { sessionChecks, signIn } from './connection-test-session';
import { checkTls, socketOf } from './connection-test-tls';

export const testConnection = (run: TestRun): Promise<ConnectionTest> => runChecks<MysqlConnection>({ tls: checkTls, authenticate: signIn, ...sessionChecks }, socketOf, run);
