import { answerBranding } from '@/lib/doors/public/public-branding';
import { getRuntime } from '@/lib/runtime';

/** Published branding, for pages on which a tenant's users sign in. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  return answerBranding(request, (await params).slug, await getRuntime());
}
