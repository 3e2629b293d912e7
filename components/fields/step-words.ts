import { useTranslations } from 'next-intl';
import type { FieldPlanStep } from '@/lib/model/field';

type Loose = ((key: string, values?: Record<string, string | number>) => string) & { has(key: string): boolean };

/** How long somebody who writes users is held up by a step, as far as its lock tells. */
const WAITS: Partial<Record<string, 'no' | 'moment' | 'rows' | 'writers'>> = {
  'ACCESS SHARE': 'no',
  NONE: 'no',
  'SHARE UPDATE EXCLUSIVE': 'no',
  'ROW EXCLUSIVE': 'rows',
  ROWS: 'rows',
  'ACCESS EXCLUSIVE': 'moment',
  METADATA: 'moment',
  WRITE: 'moment',
  RESERVED: 'writers',
};

/** Under this lock nobody else reads or writes: for as long as a table is rebuilt, if it is. */
const SHUT = 'ACCESS EXCLUSIVE';

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
    const waits = rewritesTable && lock === SHUT ? 'whole' : WAITS[lock];
    return { what: t.has(key) ? t(key, { field: field ?? '', more: field === undefined ? 'many' : 'one' }) : t('op.other'), waits: waits ? t(`waits.${waits}`) : null };
  };
}
