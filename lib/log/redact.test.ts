import { fc, it } from '@fast-check/vitest';
import { Writable } from 'node:stream';
import { describe, expect } from 'vitest';
import { createLogger } from '.';
import { redact, redactText } from './redact';

/** Nothing else in a log looks like it. */
const PLANT = 'hunter2-plant';

/** What a logger of ours writes. */
function written(write: (log: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  write(createLogger('debug', 'test', to));
  return text;
}

describe('the log', () => {
  it.each([
    ['a DSN', `postgres://app:${PLANT}@db.example.com/x`],
    ['a DSN whose password holds signs', `mysql://app:p@${PLANT}:x@db:3306/x`],
    ['a bearer header', `authorization: Bearer ${PLANT}`],
    ['a cookie', `cookie: next-auth.session-token=${PLANT}; a=b`],
    ['basic credentials', `Basic ${PLANT}=`],
    ['a token of ours', `refused tnt_${PLANT}`],
    ['a JWT', `eyJhbGciOi.${PLANT}.sig`],
    ['a hash', `$argon2id$v=19$m=19456$${PLANT}`],
    ['a pair', `connecting with password=${PLANT} to db`],
    ['a quoted pair', `{"password":"${PLANT}","port":5432}`],
    ['what JSON.parse quotes', `Unexpected token 'h', "${PLANT}" is not valid JSON`],
    ['what Postgres quotes', `invalid input syntax for type integer: "${PLANT}"`],
    ['what drizzle was given', `Failed query: insert into t values ($1)\nparams: 1,${PLANT}`],
  ])('says nothing of %s in words', (_what, text) => {
    expect(redactText(text)).not.toContain(PLANT);
    expect(written((log) => log.error(text))).not.toContain(PLANT);
    expect(written((log) => log.error({ err: new Error(text) }, 'failed'))).not.toContain(PLANT);
    expect(written((log) => log.error(new Error('outer', { cause: new Error(text) })))).not.toContain(PLANT);
    expect(written((log) => log.child({ about: text }).warn('x'))).not.toContain(PLANT);
  });

  it.each(['password', 'passwordHash', 'client_secret', 'set-cookie', 'Authorization', 'refreshToken', 'globalDbDsn', 'SECRETBOX_MASTER_KEY', 'passwordSealed', 'API_KEY'])('says nothing of a %s, however deep', (name) => {
    expect(written((log) => log.info({ a: { b: [{ c: { [name]: PLANT } }] } }))).not.toContain(PLANT);
    expect(written((log) => log.child({ [name]: PLANT }).info('x'))).not.toContain(PLANT);
    expect(JSON.stringify(redact(new Headers({ [name.replaceAll('_', '-')]: PLANT })))).not.toContain(PLANT);
  });

  it('keeps of a driver’s error what says where, and no row', () => {
    const driver = Object.assign(new Error('duplicate key value violates unique constraint "x_key"'), { code: '23505', table: 'app_user', detail: `Key (email)=(${PLANT}) already exists.`, parameters: [PLANT] });
    // As drizzle-orm 0.45 makes it.
    const failed = Object.assign(new Error(`Failed query: insert into app_user values ($1)\nparams: ${PLANT}`, { cause: driver }), { query: 'insert into app_user values ($1)', params: [PLANT] });
    const line = written((log) => log.error({ err: failed }, 'failed'));
    expect(line).not.toContain(PLANT);
    expect(JSON.parse(line)).toMatchObject({ name: 'test', msg: 'failed', err: { cause: { code: '23505', table: 'app_user', message: expect.stringContaining('duplicate key') as string } } });
  });

  it('keeps an address that could not be read to itself', () => {
    const failed = (): unknown => {
      try {
        return new URL(`postgres://app:${PLANT}@[bad/x`);
      } catch (error) {
        return error;
      }
    };
    expect(written((log) => log.error({ err: failed() }, 'failed'))).not.toContain(PLANT);
  });

  it('keeps what is no secret', () => {
    const line = JSON.parse(written((log) => log.info({ tenant: 'acme', tokens: 3, hasPassword: true, at: new Date(0), error: null }, 'run 7 of acme ended'))) as object;
    expect(line).toMatchObject({ tenant: 'acme', tokens: 3, hasPassword: true, at: '1970-01-01T00:00:00.000Z', error: null, msg: 'run 7 of acme ended' });
  });

  it.prop([fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true, withNullPrototype: true })])('takes anything', (value) => {
    expect(() => JSON.stringify(redact(value))).not.toThrow();
  });

  it('takes a circle', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => written((log) => log.info({ circle }))).not.toThrow();
  });
});
