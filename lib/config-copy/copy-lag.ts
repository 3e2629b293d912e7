import type { ConfigCopy } from './config-copy';

/** How far the copy is behind: changes that wait, and the age of the oldest in whole seconds; 0 without one. */
export async function copyLag(copy: Pick<ConfigCopy, 'lag'>): Promise<{ waiting: number; lagSeconds: number }> {
  const { waiting, oldestAt } = await copy.lag();
  return { waiting, lagSeconds: oldestAt === null ? 0 : Math.max(0, Math.round((Date.now() - Date.parse(oldestAt)) / 1000)) };
}
