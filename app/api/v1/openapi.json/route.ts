import packageJson from '@/package.json';
import { openApiDocument } from '@/lib/doors/rest/openapi';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  return Response.json(await openApiDocument(packageJson.version), { headers: { 'cache-control': 'no-cache' } });
}
