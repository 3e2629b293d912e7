import { useTranslations } from 'next-intl';
import type { FieldPlanStep } from '@/lib/model/field';

type Loose = ((key: string, values?: Record<string, string | number>) => string) & { has(key: string): boolean };

/** How long somebody who writes users is held up by a step, as far as its lock tells. */
const WAITS: Partial<Record<string, 'no' | 'moment' | 'rows' | 'whole'>> = {
  'ACCESS SHARE': 'no',
  NONE: 'no',
  'SHARE UPDATE EXCLUSIVE': 'no',
  'ROW EXCLUSIVE': 'rows',
  ROWS: 'rows',
  'ACCESS EXCLUSIVE': 'moment',
  METADATA: 'moment',
};

/** Under this lock a table is rebuilt while others write. */
const ONLINE_REBUILD = 'METADATA';

export interface StepWords {
  /** What the step does. */
  what: string;
  /** Whether others wait for it; null for a lock that is newer than this screen. */
  waits: string | null;
}

/** A step of a plan in plain words. */
export function useStepWords(): (step: FieldPlanStep) => StepWords {
  const t = useTranslations('plan') as unknown as Loose;
  return ({ op, field, lock, rewritesTable }) => {
    const key = `op.${op}`;
    const waits = rewritesTable && lock !== ONLINE_REBUILD ? 'whole' : WAITS[lock];
    return { what: t.has(key) ? t(key, { field: field ?? '', more: field === undefined ? 'many' : 'one' }) : t('op.other'), waits: waits ? t(`waits.${waits}`) : null };
  };
}
