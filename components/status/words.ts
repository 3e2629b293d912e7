import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { StepError } from '@/lib/model/run';
import type { ServerHealth } from '@/lib/model/server';
import { errorCodeWords } from './error-code-words';

type Loose = ((key: string, values?: Record<string, string | number>) => string) & { has(key: string): boolean };
/** Names that come from the records may be newer than this screen: those are shown as they are. */
const orRaw = (t: Loose, key: string, raw: string) => (t.has(key) ? t(key) : raw);

export function useStepName(): (name: string) => string {
  const t = useTranslations('runs') as unknown as Loose;
  return (name) => orRaw(t, `step.${name}`, name);
}

export function useRunKind(): (kind: string) => string {
  const t = useTranslations('runs') as unknown as Loose;
  return useCallback((kind) => orRaw(t, `kind.${kind}`, kind), [t]);
}

export function useActionName(): (action: string) => string {
  const t = useTranslations('audit') as unknown as Loose;
  return useCallback((action) => orRaw(t, `action.${action}`, action), [t]);
}

export function useHealthReason(): (health: Pick<ServerHealth, 'reason'>) => string {
  const t = useTranslations('health') as unknown as Loose;
  return ({ reason }) => orRaw(t, `reason.${reason}`, reason);
}

/** Title and detail of an error code that was stored with a step, a run or an audit event. */
export function useErrorWords(): (error: Pick<StepError, 'code' | 'params'>) => { title: string; detail: string } {
  const t = useTranslations('errors') as unknown as Loose & { raw(key: string): unknown };
  return (error) => errorCodeWords(t, error);
}
