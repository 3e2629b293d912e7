'use client';

import { useTranslations } from 'next-intl';
import type { Tone } from '@/components/ui/badge';
import { SIGN_IN_OUTCOMES, type SignInOutcome } from '@/lib/model/states';

const REFUSED: ReadonlySet<string> = new Set<SignInOutcome>(['unknown', 'wrong', 'locked', 'disabled', 'expired', 'reused', 'not_enrolled', 'replayed', 'used', 'email_changed', 'email_unverified', 'client_refused']);
const NOTABLE: ReadonlySet<string> = new Set<SignInOutcome>(['temporary', 'mfa_required', 'moved']);

/** How an attempt's outcome looks; one that this version does not know looks like none. */
export function outcomeTone(outcome: string): Tone {
  if (REFUSED.has(outcome)) return 'bad';
  if (NOTABLE.has(outcome)) return 'warn';
  if (outcome === 'revoked') return 'off';
  return SIGN_IN_OUTCOMES.some((one) => one === outcome) ? 'good' : 'unknown';
}

/** Words for what an attempt came to; one that this version does not know is shown as it is. */
export function useOutcomeWords(): (outcome: string) => string {
  const t = useTranslations('account');
  return (outcome) => {
    const known = SIGN_IN_OUTCOMES.find((one) => one === outcome);
    return known ? t(`outcome.${known}`) : outcome;
  };
}
