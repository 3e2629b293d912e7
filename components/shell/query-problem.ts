import { useTranslations } from 'next-intl';

interface ProblemWords {
  title: string;
  detail?: string;
  reference?: string;
  status?: number;
  errors?: { path: string; message: string }[];
}

/** What the server refused with its reasons comes as data of the error; anything else did not reach it. */
function problemOf(error: unknown): ProblemWords | null {
  if (typeof error !== 'object' || error === null || !('data' in error)) return null;
  const { data } = error;
  return typeof data === 'object' && data !== null && 'title' in data && typeof data.title === 'string' ? (data as ProblemWords) : null;
}

/** True for an answer that asking again would not change. */
export function isRefusal(error: unknown): boolean {
  const status = problemOf(error)?.status;
  return status !== undefined && status < 500;
}

/** Words for a failed read; null while there is none. */
export function useQueryProblem(error: unknown): ProblemWords | null {
  const t = useTranslations('common');
  if (!error) return null;
  return problemOf(error) ?? { title: t('offlineTitle'), detail: t('offlineDetail') };
}
