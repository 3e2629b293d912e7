'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { TabPanels } from '@/components/ui/tab-panels';
import type { Contrast, Theme } from '@/lib/model/branding';
import type { BrandingActions } from './branding-actions';
import { ColorsPanel } from './colors-panel';
import { ImagesPanel } from './images-panel';
import { LookPanel } from './look-panel';
import { PANELS, placeOf, type Panel, type Place } from './place';
import type { PreviewWords } from './preview/preview-words';
import { TextsPanel } from './texts-panel';
import { THEME_PARTS } from './theme-parts';
import type { BrandingForm } from './use-branding-form';

interface BrandingEditorProps {
  slug: string;
  form: BrandingForm;
  theme: Theme;
  contrast: readonly Contrast[];
  words: PreviewWords;
  place: Place;
  onPlace: (place: Partial<Place>) => void;
  /** Absent for readers. */
  actions: BrandingActions | undefined;
}

/** What can be said of the look, in four parts. */
export function BrandingEditor({ slug, form, theme, contrast, words, place, onPlace, actions }: BrandingEditorProps) {
  const t = useTranslations('branding');
  const readOnly = actions === undefined;
  const wrong = wrongPanels(form);
  const failing = contrast.some(({ ok }) => !ok);
  const content: Record<Panel, ReactNode> = {
    images: <ImagesPanel slug={slug} form={form} theme={theme} actions={actions} />,
    colors: <ColorsPanel form={form} theme={theme} contrast={contrast} mode={place.mode} onMode={(mode) => onPlace({ mode })} readOnly={readOnly} />,
    look: <LookPanel form={form} readOnly={readOnly} />,
    texts: <TextsPanel form={form} words={words} language={place.language} onLanguage={(language) => onPlace({ language })} onPage={(page) => onPlace({ page })} readOnly={readOnly} />,
  };
  const label = (panel: Panel) => (
    <span className="inline-flex items-center gap-1.5">
      {t(`panels.${panel}`)}
      {wrong.has(panel) ? <Mark className="text-bad-ink" label={t('panelWrong')} /> : panel === 'colors' && failing && <Mark className="text-warn-ink" label={t('tooLow')} />}
    </span>
  );
  return <TabPanels label={t('editor')} value={place.panel} onChange={(panel) => onPlace({ panel })} panels={PANELS.map((panel) => ({ value: panel, label: label(panel), content: content[panel] }))} />;
}

function Mark({ className, label }: { className: string; label: string }) {
  return <CircleAlert className={`size-3.5 ${className}`} role="img" aria-label={label} />;
}

/** Parts of the editor that have something that cannot be saved. */
function wrongPanels(form: BrandingForm): ReadonlySet<Panel> {
  return new Set(THEME_PARTS.flatMap(({ path }) => (form.getFieldState(`draft.${path}`, form.formState).invalid ? (placeOf(path).panel ?? []) : [])));
}
