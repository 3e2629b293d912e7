import { handleAuth } from '@/lib/auth/next-auth-handler';
import { getRuntime } from '@/lib/runtime';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

function handle(request: Request, context: RouteContext): Promise<Response> {
  return handleAuth(getRuntime, request, context);
}

export { handle as GET, handle as POST };
