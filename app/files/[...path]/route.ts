import { doors } from '@/lib/doors/doors';
import { getRuntime } from '@/lib/runtime';

async function handle(request: Request): Promise<Response> {
  return doors().files(request, await getRuntime());
}

export { handle as GET, handle as POST };
