import NextAuthModule from 'next-auth';
import type { Runtime } from '@/lib/runtime';
import { authOptions } from './next-auth-options';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

/** next-auth is CommonJS: a bundler hands over its default export, Node the whole module. */
const NextAuth = ((NextAuthModule as unknown as { default?: typeof NextAuthModule }).default ?? NextAuthModule) as unknown as (
  request: Request,
  context: RouteContext,
  options: Awaited<ReturnType<typeof authOptions>>,
) => Promise<Response>;

/** Answers `/api/auth/*`, both methods; the options are made per request, for the runtime opens late. */
export async function handleAuth(getRuntime: () => Promise<Runtime>, request: Request, context: RouteContext): Promise<Response> {
  const response = await NextAuth(request, context, await authOptions(getRuntime));
  response.headers.set('cache-control', 'no-store');
  return response;
}
