import { randomBytes } from 'node:crypto';
import { NextResponse, type NextRequest } from 'next/server';
import { NONCE_HEADER, pagePolicy } from '@/lib/doors/security-headers';
import { isDevelopment } from '@/lib/env';

const POLICY_HEADER = 'content-security-policy';
const NONCE_BYTES = 16;

/**
 * Gives every page a nonce of its own. Next reads it from the policy on the request and puts it on the
 * scripts it writes; the layout hands it to what else writes scripts or styles. All other headers are
 * in `next.config.ts`, for they need no random.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const policy = pagePolicy(nonce, isDevelopment());
  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set(POLICY_HEADER, policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set(POLICY_HEADER, policy);
  return response;
}

// Pages alone: what answers data or files has a policy without a nonce (next.config.ts). Next reads this at build, so it is a literal.
export const config = { matcher: ['/((?!api/|rpc/|files/|t/|_next/|healthz$|readyz$|metrics$|robots\\.txt$|icon\\.svg$).*)'] };
