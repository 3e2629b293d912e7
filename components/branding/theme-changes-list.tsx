'use client';

import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ThemeChange } from './theme-parts';
import { ThemeImage } from './theme-image';
import { useThemeWords } from './use-theme-words';

/** What becomes of each part that differs: before, after. */
export function ThemeChangesList({ slug, changes }: { slug: string; changes: readonly ThemeChange[] }) {
  const t = useTranslations('branding');
  const words = useThemeWords();
  return (
    <ul aria-label={t('changes')} className="divide-y rounded-lg border text-sm">
      {changes.map((change) => (
        <li key={change.part.path} className="grid items-center gap-x-3 gap-y-1 px-3 py-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
          <span className="text-ink-soft">{words.label(change.part)}</span>
          <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
            <Value slug={slug} change={change} side="before" />
            <ArrowRight className="size-3.5 shrink-0 text-ink-faint" aria-label={t('becomes')} />
            <Value slug={slug} change={change} side="after" />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Value({ slug, change, side }: { slug: string; change: ThemeChange; side: 'before' | 'after' }) {
  const t = useTranslations('branding');
  const words = useThemeWords();
  const value = change[side];
  const text = words.value(change.part, value);
  if (text === '') return <span className="text-ink-faint">{t('nothing')}</span>;
  if (change.part.kind === 'image') return <ThemeImage slug={slug} id={String(value)} alt={text} className="h-8 w-14" />;
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      {change.part.kind === 'color' && <span aria-hidden className="size-4 shrink-0 rounded-sm border border-line-strong" style={{ backgroundColor: text }} />}
      <span className={change.part.kind === 'color' ? 'font-mono text-xs' : 'min-w-0 break-words'}>{text}</span>
    </span>
  );
}
