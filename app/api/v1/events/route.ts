import { eventStream } from '@/lib/doors/events';
import { getRuntime } from '@/lib/runtime';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  return eventStream(request, await getRuntime());
}
