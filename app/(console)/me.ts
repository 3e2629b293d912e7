import { cache } from 'react';
import { callForPage } from '@/lib/doors/page';
import { getMe } from '@/lib/operations/me/get-me';

/** Who looks at the page, read once per request. */
export const currentMe = cache(() => callForPage(getMe, {}));
