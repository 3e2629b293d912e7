import { answerImage } from '@/lib/doors/public/public-branding';
import { getRuntime } from '@/lib/runtime';

/** An image of published branding. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string; image: string }> }): Promise<Response> {
  const { slug, image } = await params;
  return answerImage(request, slug, image, await getRuntime());
}
