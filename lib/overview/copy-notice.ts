import { copyLag } from '@/lib/config-copy/copy-lag';
import type { Runtime } from '@/lib/runtime';

/** A change that waits longer than this is not on its way any more. */
export const COPY_LATE_SECONDS = 60;
const DAY_MS = 86_400_000;

export interface CopyNotice {
  waiting: number;
  /** Age of the oldest change that waits; 0 without one. */
  lagSeconds: number;
  late: boolean;
  /** Files that differed when they last did, within a day; files won. */
  differed: { files: number; at: string } | null;
}

/** How far the copy in the global database is behind, and whether it lately differed; null where there is no copy. @param reachable whether the records answer */
export async function copyNotice({ configCopy, records }: Pick<Runtime, 'configCopy' | 'records'>, reachable: boolean): Promise<CopyNotice | null> {
  if (!configCopy) return null;
  const [{ waiting, lagSeconds }, installation] = await Promise.all([copyLag(configCopy), reachable ? records.configCopy.installation().catch(() => null) : null]);
  const differedAt = installation?.differedAt ?? null;
  return {
    waiting,
    lagSeconds,
    late: waiting > 0 && (!reachable || lagSeconds > COPY_LATE_SECONDS),
    differed: differedAt !== null && Date.now() - Date.parse(differedAt) < DAY_MS ? { files: installation?.differences ?? 0, at: differedAt } : null,
  };
}
