import { hash } from 'node:crypto';
import { isAllowedOrigin, publicImage } from '@/lib/branding/public-branding';
import { AppError } from '@/lib/errors';
import { imageIdSchema } from '@/lib/model/branding';
import { publicBranding } from '@/lib/operations/branding/public-branding';
import { runOperation } from '@/lib/operations/pipeline';
import type { Runtime } from '@/lib/runtime';
import { anonymousContext } from '../door-context';
import { failureResponse } from '../rest/rest-handler';

/** How long a cache may answer by itself, and with what is old while it asks anew; a publication is seen within that. */
const BRANDING_CACHE = 'public, max-age=60, stale-while-revalidate=600';
/** The address says which bytes they are. */
const IMAGE_CACHE = 'public, max-age=31536000, immutable';
/** An image that is opened by itself is a page: it may draw and nothing else. */
const IMAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

const ETAG_LENGTH = 22;

/** What pages for signing in ask for, with no session and no token (docs/branding.md). */
export async function answerBranding(request: Request, slug: string, runtime: Runtime): Promise<Response> {
  return answered(request, runtime, async () => {
    const { call } = anonymousContext(request.headers, runtime);
    const body = JSON.stringify(await runOperation(publicBranding, { slug }, call, runtime));
    const etag = `"${hash('sha256', body, 'base64url').slice(0, ETAG_LENGTH)}"`;
    const headers = { ...(await corsOf(request, slug, runtime)), 'cache-control': BRANDING_CACHE, etag, 'content-type': 'application/json' };
    if (matches(request, etag)) return new Response(null, { status: 304, headers });
    return new Response(body, { headers });
  });
}

export async function answerImage(request: Request, slug: string, id: string, runtime: Runtime): Promise<Response> {
  return answered(request, runtime, async () => {
    const image = imageIdSchema.safeParse(id).success ? await publicImage(runtime.store.config, slug, id) : null;
    if (!image) throw new AppError('not_found', { params: { what: 'image', id: id.slice(0, 64) } });
    const headers = {
      'cache-control': IMAGE_CACHE,
      etag: `"${id}"`,
      'content-type': image.type,
      'content-security-policy': IMAGE_POLICY,
      // A page of another origin shows it; what may be read of it stays with CORS.
      'cross-origin-resource-policy': 'cross-origin',
    };
    if (matches(request, `"${id}"`)) return new Response(null, { status: 304, headers });
    return new Response(new Uint8Array(Buffer.from(image.data, 'base64')), { headers });
  });
}

async function answered(request: Request, runtime: Runtime, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    return failureResponse(error, request.headers, runtime, 'rest');
  }
}

const matches = (request: Request, etag: string): boolean => (request.headers.get('if-none-match') ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === etag);

/** The origin is named and not `*`: which pages may read it is the tenant's to say. */
async function corsOf(request: Request, slug: string, { store }: Runtime): Promise<Record<string, string>> {
  const origin = request.headers.get('origin');
  const allowed = origin !== null && (await isAllowedOrigin(store.config, slug, origin));
  return { vary: 'Origin', 'cross-origin-resource-policy': 'cross-origin', ...(allowed && { 'access-control-allow-origin': origin }) };
}
