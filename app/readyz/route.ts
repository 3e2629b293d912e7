import { readiness } from '@/lib/overview/readiness';
import { getRuntime } from '@/lib/runtime';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const body = await readiness(await getRuntime());
  return Response.json(body, { status: body.status === 'unavailable' ? 503 : 200, headers: { 'cache-control': 'no-store' } });
}
