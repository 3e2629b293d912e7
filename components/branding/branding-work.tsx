'use client';

import { Eye, History, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useWatch } from 'react-hook-form';
import { CopyAs } from '@/components/api/copy-as';
import { FormProblem } from '@/components/form/form-problem';
import { MergeDialog } from '@/components/form/merge-dialog';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import type { Branding, Theme } from '@/lib/model/branding';
import { contrastOf } from '@/lib/model/branding-contrast';
import type { Language } from '@/lib/model/states';
import type { BrandingActions } from './branding-actions';
import { BrandingDialogs, type OpenDialog } from './branding-dialogs';
import { BrandingEditor } from './branding-editor';
import { BrandingStatus } from './branding-status';
import { drawable } from './drawable';
import { placeOf, type Place } from './place';
import { PreviewCard } from './preview/preview-card';
import type { PreviewWords } from './preview/preview-words';
import { THEME_PARTS, themeChanges } from './theme-parts';
import { useBrandingForm, type BrandingForm } from './use-branding-form';
import { useThemeWords } from './use-theme-words';

interface BrandingWorkProps {
  slug: string;
  name: string;
  language: Language;
  data: Branding;
  words: PreviewWords;
  /** Absent for readers. */
  actions?: BrandingActions;
  onChanged: (branding: Branding) => void;
}

/** Where the preview stands; on a phone it is below the editor. */
const PREVIEW = 'preview';

/** The editor with its preview beside it, and what can be done with the draft. */
export function BrandingWork({ slug, name, language, data, words: previewWords, actions, onChanged }: BrandingWorkProps) {
  const t = useTranslations('branding');
  const words = useThemeWords();
  const [place, setPlace] = useState<Place>({ panel: 'images', mode: data.draft.appearance === 'dark' ? 'dark' : 'light', language, page: 'signIn' });
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const { form, begin, busy, problem, ...rest } = useBrandingForm({ slug, data, actions, onSaved: onChanged });
  const { isDirty } = form.formState;
  const theme = useDrawn(form, data.draft);
  const move = (to: Partial<Place>) => setPlace((now) => ({ ...now, ...to }));
  const save = async () => {
    const saved = await rest.save();
    if (!saved) showFirstWrong(form, move);
    return saved;
  };
  const publish = async () => {
    const saved = isDirty ? await save() : data;
    if (saved) setOpen({ kind: 'publish', branding: saved });
  };
  return (
    <div className="space-y-4">
      <UnsavedGuard active={isDirty} />
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <BrandingStatus slug={slug} branding={data} dirty={isDirty} />
        <div className="flex flex-wrap gap-2">
          <Button asChild className="lg:hidden">
            <a href={`#${PREVIEW}`}>
              <Eye aria-hidden /> {t('preview')}
            </a>
          </Button>
          <Button onClick={() => setOpen({ kind: 'history' })}>
            <History aria-hidden /> {t('history')}
          </Button>
          {actions && (
            <Button disabled={!data.changed || busy} onClick={() => setOpen({ kind: 'discard' })}>
              <Undo2 aria-hidden /> {t('discardDraft')}
            </Button>
          )}
          {actions && (
            <Button variant="primary" className="max-sm:grow" disabled={busy || !(isDirty || data.changed || data.version === 0)} onClick={() => void publish()}>
              {t('publishOpen')}
            </Button>
          )}
        </div>
      </div>
      {!actions && <Alert tone="info" title={t('readOnly')} />}
      <FormProblem problem={problem} />
      {rest.theirs === null && isDirty && <Overtaken data={data} form={form} />}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,25rem)_minmax(0,1fr)]">
        <form
          noValidate
          aria-label={t('editor')}
          className="panel overflow-clip"
          onSubmit={(event) => {
            event.preventDefault();
            void save().then((saved) => saved && toast.success(t('savedToast')));
          }}
        >
          <BrandingEditor slug={slug} form={form} theme={theme} contrast={contrastOf(theme)} words={previewWords} place={place} onPlace={move} actions={actions} />
          {isDirty && <SaveBar busy={busy} onUndo={() => begin(data)} copy={<CopyAs operation="branding.save" input={() => ({ slug, ...form.getValues() })} ifMatch={() => data.etag} className="mr-auto" />} />}
        </form>
        <div id={PREVIEW} className="min-w-0 scroll-mt-16 lg:sticky lg:top-4">
          <PreviewCard slug={slug} name={name} theme={theme} words={previewWords} place={place} onPlace={move} />
        </div>
      </div>
      <MergeDialog
        form={form}
        theirs={rest.theirs}
        valuesOf={({ draft }) => ({ draft })}
        differences={(mine, theirs) => themeChanges(mine.draft, theirs.draft).map(({ part, before, after }) => ({ name: `draft.${part.path}`, label: words.label(part), mine: words.value(part, before), theirs: words.value(part, after) }))}
        onClose={rest.closeTheirs}
        onTakeTheirs={(theirs) => {
          begin(theirs);
          onChanged(theirs);
        }}
        onSave={rest.saveOver}
      />
      <BrandingDialogs slug={slug} name={name} data={data} dirty={isDirty} actions={actions} open={open} onOpen={setOpen} onChanged={onChanged} begin={begin} />
    </div>
  );
}

function SaveBar({ busy, onUndo, copy }: { busy: boolean; onUndo: () => void; copy: ReactNode }) {
  const t = useTranslations('branding');
  return (
    <div className="sticky bottom-0 z-20 flex flex-wrap items-center justify-end gap-2 border-t bg-raised px-4 py-3">
      {copy}
      <Button disabled={busy} onClick={onUndo}>{t('undo')}</Button>
      <Button type="submit" variant="primary" pending={busy}>{t('saveDraft')}</Button>
    </div>
  );
}

/** What of the form can be drawn; while a colour is half written, the one before stands. */
function useDrawn(form: BrandingForm, saved: Theme): Theme {
  const typed = useWatch({ control: form.control, name: 'draft' });
  const [drawn, setDrawn] = useState(saved);
  const next = drawable(typed, drawn);
  if (themeChanges(drawn, next).length === 0) return drawn;
  setDrawn(next);
  return next;
}

/** Another's draft that was saved while this one is typed: told at once, compared when this one is saved. */
function Overtaken({ data, form }: { data: Branding; form: BrandingForm }) {
  const t = useTranslations('branding');
  const began = form.formState.defaultValues?.draft as Theme | undefined;
  if (!began || themeChanges(began, data.draft).length === 0) return null;
  return <Alert tone="warn" title={t('othersSaved', { by: data.draftSavedBy || '–' })} live>{t('othersSavedDetail')}</Alert>;
}

/** Brings the first thing that cannot be saved into sight, and the keyboard to it. */
function showFirstWrong(form: BrandingForm, move: (to: Partial<Place>) => void): void {
  const wrong = THEME_PARTS.find(({ path }) => form.getFieldState(`draft.${path}`).invalid);
  if (!wrong) return;
  flushSync(() => move(placeOf(wrong.path)));
  form.setFocus(`draft.${wrong.path}`);
}
