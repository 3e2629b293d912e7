import { readinessOf, readinessResponse } from '@/lib/overview/readiness';
import { getRuntime } from '@/lib/runtime';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  return readinessResponse(await readinessOf(() => getRuntime()));
}
