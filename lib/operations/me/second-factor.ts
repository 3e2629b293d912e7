import { z } from 'zod';
import { accessChanged } from '@/lib/admins/announce';
import { confirmSecondFactor, enrolSecondFactor, removeSecondFactor, renewRecoveryCodes } from '@/lib/auth/second-factor';
import { invalidField } from '@/lib/errors';
import { proofSchema } from '@/lib/model/admin';
import { defineOperation } from '../define-operation';
import { myAccount, myTarget, requireProof, secondFactorDeps } from './my-account';

const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });
const PATH = '/me/second-factor';

export const getMySecondFactor = defineOperation({
  name: 'me.secondFactor',
  kind: 'read',
  permission: 'self',
  summary: 'Whether I sign in with a second factor, and how many recovery codes are left',
  input: z.object({}),
  output: z.object({ enabled: z.boolean(), since: z.string().nullable(), recoveryCodesLeft: z.number().int() }),
  errors: ['not_found'],
  rest: { method: 'GET', path: PATH },
  handler: async (_input, { runtime, principal }) => {
    const { totp } = await myAccount(runtime, principal);
    const since = totp?.confirmedAt ?? null;
    return { enabled: since !== null, since, recoveryCodesLeft: since === null ? 0 : (totp?.recoveryCodes.length ?? 0) };
  },
});

export const enrolMySecondFactor = defineOperation({
  name: 'me.enrolSecondFactor',
  kind: 'write',
  permission: 'self',
  summary: 'Begin to enrol an authenticator: its secret, and what it scans. It counts once a code of it was confirmed',
  input: z.object({}),
  output: z.object({ secret: z.string(), uri: z.string() }),
  errors: ['not_found', 'invalid_state'],
  rest: { method: 'POST', path: PATH },
  target: myTarget,
  handler: async (_input, { runtime, principal }) => {
    const { id } = await myAccount(runtime, principal);
    return enrolSecondFactor(secondFactorDeps(runtime), id);
  },
});

export const confirmMySecondFactor = defineOperation({
  name: 'me.confirmSecondFactor',
  kind: 'write',
  permission: 'self',
  summary: 'Confirm an authenticator by a code of it; answers ten recovery codes, once',
  example: { code: '123456' },
  input: z.object({ code: z.string().min(1, 'required').max(40).describe('A code of the authenticator') }),
  output: recoveryCodesSchema,
  errors: ['not_found', 'invalid_state', 'rate_limited'],
  rest: { method: 'POST', path: `${PATH}/confirm` },
  target: myTarget,
  handler: async ({ code }, { runtime, principal, audit }) => {
    const admin = await myAccount(runtime, principal);
    const recoveryCodes = await confirmSecondFactor(secondFactorDeps(runtime), admin, code);
    if (!recoveryCodes) throw invalidField('code', 'wrongProof');
    await accessChanged(runtime.records);
    audit.changes([{ path: 'secondFactor', before: false, after: true }]);
    return { recoveryCodes };
  },
});

export const renewMyRecoveryCodes = defineOperation({
  name: 'me.renewRecoveryCodes',
  kind: 'write',
  permission: 'self',
  summary: 'Ten new recovery codes in place of all before, by password or code',
  example: { code: '123456' },
  input: proofSchema,
  output: recoveryCodesSchema,
  errors: ['not_found', 'invalid_state', 'rate_limited'],
  rest: { method: 'POST', path: `${PATH}/recovery-codes` },
  target: myTarget,
  handler: async (proof, { runtime, principal, audit }) => {
    const admin = await myAccount(runtime, principal);
    await requireProof(runtime, admin, proof);
    const recoveryCodes = await renewRecoveryCodes(secondFactorDeps(runtime), admin.id);
    audit.changes([{ path: 'recoveryCodesLeft', before: admin.totp?.recoveryCodes.length ?? 0, after: recoveryCodes.length }]);
    return { recoveryCodes };
  },
});

export const removeMySecondFactor = defineOperation({
  name: 'me.removeSecondFactor',
  kind: 'write',
  permission: 'self',
  summary: 'Sign in by password alone from now on; asks for the password or a code',
  example: { code: '123456' },
  input: proofSchema,
  output: z.object({}),
  errors: ['not_found', 'rate_limited'],
  rest: { method: 'POST', path: `${PATH}/remove`, status: 204 },
  target: myTarget,
  handler: async (proof, { runtime, principal, audit }) => {
    const admin = await myAccount(runtime, principal);
    await requireProof(runtime, admin, proof);
    await removeSecondFactor(secondFactorDeps(runtime), admin.id);
    await accessChanged(runtime.records);
    audit.changes([{ path: 'secondFactor', before: Boolean(admin.totp?.confirmedAt), after: false }]);
    return {};
  },
});
