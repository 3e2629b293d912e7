import { answerAuth } from '@/lib/doors/auth-door';
import { getRuntime } from '@/lib/runtime';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

function handle(request: Request, context: RouteContext): Promise<Response> {
  return answerAuth(getRuntime, request, context);
}

export { handle as GET, handle as POST };
