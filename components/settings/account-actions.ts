import type { Action } from '@/components/form/action';

export interface Proof {
  password?: string;
  code?: string;
}
export interface SecondFactorState {
  enabled: boolean;
  since: string | null;
  recoveryCodesLeft: number;
}

/** What a page hands the card of the second factor. */
export interface SecondFactorActions {
  enrol: Action<Record<string, never>, { secret: string; uri: string }>;
  confirm: Action<{ code: string }, { recoveryCodes: string[] }>;
  renew: Action<Proof, { recoveryCodes: string[] }>;
  remove: Action<Proof, unknown>;
}
export type ChangePassword = Action<{ password: string; newPassword: string }, { sessions: number }>;
