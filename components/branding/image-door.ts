import type { ActionProblem, ActionResult } from '@/components/form/action';
import { CSRF_HEADER } from '@/lib/doors/rpc/csrf';
import type { ImageInfo } from '@/lib/model/branding';
import { IMAGE_TYPES } from '@/lib/model/branding-parts';

/** Files that a browser offers first; what one is, the server tells by its bytes. */
export const ACCEPTED = [...IMAGE_TYPES, '.ico'].join(',');

/** Sends an image to the library of a tenant. */
export async function sendImage(slug: string, file: File): Promise<ActionResult<ImageInfo>> {
  // Browsers call an icon by several names.
  const type = IMAGE_TYPES.find((known) => known === file.type) ?? (/icon$/.test(file.type) ? 'image/x-icon' : file.type || 'application/octet-stream');
  try {
    const response = await fetch(`/files/tenants/${slug}/branding/images`, { method: 'POST', body: file, headers: { 'content-type': type, [CSRF_HEADER]: '1' } });
    const answer: unknown = await response.json();
    if (response.ok) return { ok: true, data: answer as ImageInfo };
    return { ok: false, error: { ...(answer as ActionProblem), errors: (answer as Partial<ActionProblem>).errors ?? [] } };
  } catch {
    return { ok: false, error: { code: 'offline', title: '', detail: '', status: 0, errors: [] } };
  }
}
