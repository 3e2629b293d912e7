import type { TypedClient } from '@/lib/doors/rpc/client';

/** What the overview operation answers. */
export type Overview = Awaited<ReturnType<TypedClient['overview']['get']>>;
