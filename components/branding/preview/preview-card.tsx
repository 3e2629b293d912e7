'use client';

import { useTranslations } from 'next-intl';
import { useState, useSyncExternalStore } from 'react';
import { LANGUAGE_NAMES } from '@/components/shell/language-names';
import { Segments } from '@/components/ui/tabs';
import type { Theme } from '@/lib/model/branding';
import { MODES } from '@/lib/model/branding-parts';
import { LANGUAGES } from '@/lib/model/states';
import { PAGES, type Place } from '../place';
import { useImageAddress } from '../theme-image';
import { DeviceWindow, WINDOW } from './device-window';
import { PREVIEW_CSS } from './preview-css';
import { PreviewPages, type Device } from './preview-pages';
import type { PreviewWords } from './preview-words';
import { ShadowFrame } from './shadow-frame';

const NARROW = '(max-width: 639px)';
const onWidth = (changed: () => void) => {
  const query = matchMedia(NARROW);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
};

interface PreviewCardProps {
  slug: string;
  name: string;
  theme: Theme;
  words: PreviewWords;
  place: Place;
  onPlace: (place: Partial<Place>) => void;
}

/** The draft as users would see it, while it is typed. */
export function PreviewCard({ slug, name, theme, words, place, onPlace }: PreviewCardProps) {
  const t = useTranslations('branding');
  const { page, language } = place;
  const narrow = useSyncExternalStore(onWidth, () => matchMedia(NARROW).matches, () => false);
  const [chosen, setChosen] = useState<Device | null>(null);
  const device = chosen ?? (narrow ? 'phone' : 'desktop');
  const mode = theme.appearance === 'auto' ? place.mode : theme.appearance;
  const logo = useImageAddress(slug, mode === 'dark' ? (theme.logoDark ?? theme.logo) : theme.logo);
  const icon = useImageAddress(slug, theme.favicon);
  const own = words[language];
  const mail = page === 'mail';
  const title = { signIn: theme.texts[language].signInTitle || own.signInTitle, register: theme.texts[language].registerTitle || own.registerTitle, mail: own.mailTitle }[page];
  const label = t('previewOf', { page: t(`pages.${page}`), mode: t(`modes.${mode}`), device: t(`devices.${device}`), language: LANGUAGE_NAMES[language] });
  return (
    <section aria-label={t('preview')} className="panel overflow-hidden">
      <header className="flex flex-wrap items-center gap-2 border-b px-3 py-2.5">
        <Segments label={t('pageLabel')} value={page} options={PAGES.map((value) => ({ value, label: t(`pages.${value}`) }))} onChange={(value) => onPlace({ page: value })} />
        <Segments label={t('deviceLabel')} value={device} options={(['desktop', 'phone'] as const).map((value) => ({ value, label: t(`devices.${value}`) }))} onChange={setChosen} />
        {theme.appearance === 'auto' && <Segments label={t('modeLabel')} value={mode} options={MODES.map((value) => ({ value, label: t(`modes.${value}`) }))} onChange={(value) => onPlace({ mode: value })} />}
        <Segments label={t('languageLabel')} value={language} options={LANGUAGES.map((value) => ({ value, label: value.toUpperCase() }))} onChange={(value) => onPlace({ language: value })} />
      </header>
      <div className="bg-sunken p-3 sm:p-5">
        <DeviceWindow device={device} label={label} address={mail ? own.mailFrom : t('previewAddress')} title={title} icon={icon} mail={mail} background={theme[mode].background}>
          <ShadowFrame css={PREVIEW_CSS}>
            <PreviewPages theme={theme} name={name} words={own} page={page} mode={mode} device={device} language={language} logo={logo} height={WINDOW[device].height - WINDOW[device].bar} />
          </ShadowFrame>
        </DeviceWindow>
      </div>
      <p className="border-t px-4 py-2.5 text-sm text-pretty text-ink-faint">{t('previewDetail')}</p>
    </section>
  );
}
