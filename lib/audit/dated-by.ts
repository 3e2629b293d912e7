/** What a target keeps the time of. */
export const MOMENTS = [
  'createdAt', 'updatedAt', 'revokedAt',
  'draftAt', 'publishedAt', 'rolledBackAt', 'imageAt',
  'passwordSetAt', 'linkAt',
  'enrolledAt', 'confirmedAt', 'recoveryCodesAt', 'withoutFactorAt',
] as const;
export type Moment = (typeof MOMENTS)[number];

/** Acts whose name says it, of whatever target. */
const BY_VERB: Readonly<Record<string, readonly Moment[]>> = {
  create: ['createdAt', 'updatedAt'],
  ...Object.fromEntries(['update', 'disable', 'enable', 'cordon', 'uncordon', 'createSecret', 'revokeSecret'].map((verb): [string, readonly Moment[]] => [verb, ['updatedAt', 'withoutFactorAt']])),
};

const BY_ACTION: Readonly<Record<string, readonly Moment[]>> = {
  'tokens.revoke': ['revokedAt'],
  'me.revokeSession': ['revokedAt'],
  'branding.save': ['draftAt'],
  'branding.publish': ['publishedAt'],
  'branding.rollBack': ['rolledBackAt'],
  'branding.addImage': ['imageAt'],
  'users.create': ['createdAt', 'updatedAt', 'passwordSetAt'],
  'users.setPassword': ['passwordSetAt'],
  'me.changePassword': ['passwordSetAt', 'updatedAt', 'withoutFactorAt'],
  'invitations.accept': ['passwordSetAt', 'updatedAt', 'withoutFactorAt'],
  'admins.invite': ['createdAt', 'updatedAt', 'linkAt'],
  'admins.reset': ['linkAt', 'updatedAt', 'withoutFactorAt'],
  'admins.removeSecondFactor': ['withoutFactorAt', 'updatedAt'],
  'me.removeSecondFactor': ['withoutFactorAt', 'updatedAt'],
  'me.enrolSecondFactor': ['enrolledAt'],
  'me.confirmSecondFactor': ['confirmedAt', 'recoveryCodesAt'],
  'me.renewRecoveryCodes': ['recoveryCodesAt'],
};

const FACTOR_GONE = ['admins.removeSecondFactor', 'me.removeSecondFactor', 'admins.reset'];
/** Acts after which nothing is left of a time; of any other moment nothing takes it away. */
const CLEARED_BY: Partial<Record<Moment, readonly string[]>> = {
  draftAt: ['branding.rollBack'],
  imageAt: ['branding.removeImage', 'branding.addImage'],
  linkAt: ['admins.reset', 'admins.disable', 'admins.delete'],
  enrolledAt: FACTOR_GONE,
  confirmedAt: [...FACTOR_GONE, 'me.enrolSecondFactor'],
  recoveryCodesAt: [...FACTOR_GONE, 'me.enrolSecondFactor'],
};

export const clears = (action: string, moment: Moment): boolean => CLEARED_BY[moment]?.includes(action) ?? false;

/** What an act leaves its time in, first what tells of it best; none for one that dates nothing (signing out, setting roles). */
export function datedBy(action: string): readonly Moment[] {
  const verb = action.slice(action.indexOf('.') + 1);
  return BY_ACTION[action] ?? BY_VERB[verb] ?? [];
}
