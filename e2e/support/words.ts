import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { createTranslator } from 'next-intl';
import type { Messages } from '@/lib/i18n/messages';
import type { Language } from '@/lib/model/common';

/** What the screens say in one language, read from the catalogue itself. */
export function wordsOf(language: Language) {
  const folder = join('lib/i18n/messages', language);
  // The stories' loader takes no JSON modules, so the files are read.
  const namespaces = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const messages = Object.fromEntries(namespaces.map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown]));
  return createTranslator({ locale: language, messages: messages as Messages });
}
export type Words = ReturnType<typeof wordsOf>;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A text and nothing else. */
export const exactly = (text: string): RegExp => new RegExp(`^${escaped(text)}$`);

/** The control under a label, whether or not it says that it is optional. */
export function control(scope: Page | Locator, words: Words, label: string): Locator {
  return scope.getByLabel(new RegExp(`^${escaped(label)}\\s*(${escaped(words('common.optional'))})?$`));
}
