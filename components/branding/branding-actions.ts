import type { z } from 'zod';
import type { Action } from '@/components/form/action';
import type { Branding, brandingRefSchema, imageRefInputSchema, rollbackBrandingInputSchema, saveBrandingInputSchema } from '@/lib/model/branding';

/** What a page hands the screen of the branding to write with. */
export interface BrandingActions {
  get: Action<z.input<typeof brandingRefSchema>, Branding>;
  save: Action<z.input<typeof saveBrandingInputSchema>, Branding>;
  publish: Action<z.input<typeof brandingRefSchema>, Branding>;
  rollBack: Action<z.input<typeof rollbackBrandingInputSchema>, Branding>;
  removeImage: Action<z.input<typeof imageRefInputSchema>, unknown>;
}
