import { doors } from '@/lib/doors/doors';
import { getRuntime } from '@/lib/runtime';

async function handle(request: Request): Promise<Response> {
  return doors().rpc(request, await getRuntime());
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
