'use server';

import { serverAction } from '@/lib/doors/action';
import { getBranding } from '@/lib/operations/branding/get-branding';
import { publishBranding } from '@/lib/operations/branding/publish-branding';
import { removeImage } from '@/lib/operations/branding/remove-image';
import { rollBackBranding } from '@/lib/operations/branding/roll-back-branding';
import { saveBranding } from '@/lib/operations/branding/save-branding';

export const getBrandingAction = serverAction(getBranding);
export const saveBrandingAction = serverAction(saveBranding);
export const publishBrandingAction = serverAction(publishBranding);
export const rollBackBrandingAction = serverAction(rollBackBranding);
export const removeImageAction = serverAction(removeImage);
