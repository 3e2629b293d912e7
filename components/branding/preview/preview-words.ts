import type { Messages } from '@/lib/i18n/messages';
import type { Language } from '@/lib/model/states';

/** What the previewed pages say by themselves, in each language and not in the reader's alone; the tenant's name is in it. */
export type PreviewWords = Record<Language, Messages['brandingPreview']>;
