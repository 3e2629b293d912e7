'use client';

import { useSyncExternalStore } from 'react';
import type { RouteErrorProps } from '@/components/shell/route-error';
import { languageFrom } from '@/lib/i18n/language';
// Its own small namespace, imported outright: whatever brought the layout down cannot take the words along.
import en from '@/lib/i18n/messages/en/crash.json';
import es from '@/lib/i18n/messages/es/crash.json';
import pt from '@/lib/i18n/messages/pt/crash.json';
import './globals.css';

const WORDS = { en, es, pt };
const never = () => () => undefined;
const readLanguage = () => languageFrom({ get: (name) => (name === 'cookie' ? document.cookie : navigator.languages.join(',')) });

/** The last resort: even the frame of the console could not be drawn. */
export default function GlobalError({ error, reset }: RouteErrorProps) {
  const language = useSyncExternalStore(never, readLanguage, () => 'en' as const);
  const words = WORDS[language];
  return (
    <html lang={language}>
      <head>
        <title>{`${words.title} · Tenantry`}</title>
      </head>
      <body>
        <main className="grid min-h-dvh place-items-center px-6">
          <div role="alert" className="flex max-w-lg flex-col items-center gap-3 text-center">
            <h1 className="text-lg">{words.title}</h1>
            <p className="text-sm text-pretty text-ink-soft">{words.detail}</p>
            {error.digest && (
              <p className="text-sm text-ink-soft">
                {words.reference} <code className="font-mono text-xs">{error.digest}</code>
              </p>
            )}
            {/* Not the console's button: this page's script is loaded with every page, and should be small. */}
            <button type="button" onClick={reset} className="inline-flex h-8 items-center rounded-md border border-line-strong bg-surface px-3 text-sm font-medium hover:bg-hover">
              {words.tryAgain}
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}
