import { PEER_HEADER } from '@/lib/auth/peer-address';
import { scrape } from '@/lib/metrics/scrape';
import { getRuntime } from '@/lib/runtime';

export const dynamic = 'force-dynamic';

/** Prometheus' scrape of the web server (docs/metrics.md). */
export async function GET({ headers }: Request): Promise<Response> {
  const { body, ...answer } = await scrape({ peer: headers.get(PEER_HEADER), forwardedFor: headers.get('x-forwarded-for'), authorization: headers.get('authorization') }, await getRuntime());
  return new Response(body, answer);
}
