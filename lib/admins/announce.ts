import type { Records } from '@/lib/records/ports';

/** Tells every open stream that somebody's access changed: each looks anew whether it may go on. */
export async function accessChanged({ events }: Pick<Records, 'events'>): Promise<void> {
  await events.publish({ type: 'access', tenant: null, data: {} }).catch(() => undefined);
}
