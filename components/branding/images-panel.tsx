'use client';

import { Images, Trash2, Upload as UploadIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useRef, useState } from 'react';
import { useController } from 'react-hook-form';
import { FieldMessage } from '@/components/form/field';
import { Button } from '@/components/ui/button';
import { later } from '@/components/ui/later';
import type { Theme } from '@/lib/model/branding';
import type { BrandingActions } from './branding-actions';
import { ACCEPTED } from './image-door';
import { IMAGE_SLOTS, type ImageSlot } from './theme-parts';
import { ThemeImage } from './theme-image';
import type { BrandingForm } from './use-branding-form';
import { useUpload } from './use-upload';

const ImageLibrary = later(() => import('./image-library').then((module) => module.ImageLibrary));

interface ImagesPanelProps {
  slug: string;
  form: BrandingForm;
  theme: Theme;
  /** Absent for readers. */
  actions: BrandingActions | undefined;
}

/** Logo, logo on dark ground, and the icon of the tab. */
export function ImagesPanel({ slug, form, theme, actions }: ImagesPanelProps) {
  const t = useTranslations('branding');
  const [open, setOpen] = useState<ImageSlot | null>(null);
  const shown = IMAGE_SLOTS.flatMap((slot) => theme[slot] ?? []);
  return (
    <div className="divide-y">
      {IMAGE_SLOTS.map((slot) => (
        <ImageSlotField key={slot} ground={slot === 'logoDark' ? theme.dark.surface : theme.light.surface} slug={slug} form={form} slot={slot} mayWrite={actions !== undefined} onLibrary={() => setOpen(slot)} />
      ))}
      <p className="px-4 py-3 text-sm text-pretty text-ink-faint">{t('imagesHint')}</p>
      {open && (
        <ImageLibrary
          slug={slug}
          slot={open}
          chosen={theme[open]}
          shown={shown}
          remove={actions?.removeImage}
          onChoose={(id) => {
            form.setValue(`draft.${open}`, id, { shouldDirty: true });
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

interface ImageSlotFieldProps {
  slug: string;
  form: BrandingForm;
  slot: ImageSlot;
  /** The colour that it will stand on. */
  ground: string;
  mayWrite: boolean;
  onLibrary: () => void;
}

function ImageSlotField({ slug, form, slot, ground, mayWrite, onLibrary }: ImageSlotFieldProps) {
  const t = useTranslations('branding');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { field: { ref, value }, fieldState } = useController({ control: form.control, name: `draft.${slot}` });
  const upload = useUpload(slug, (image) => form.setValue(`draft.${slot}`, image.id, { shouldDirty: true, shouldValidate: fieldState.invalid }));
  const name = t(`parts.${slot}`);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) void upload.send(file);
    // The same file may be chosen again once it was mended.
    if (input.current) input.current.value = '';
  };
  return (
    <div
      role="group"
      aria-labelledby={id}
      className="space-y-2 p-4"
      onDragOver={(event) => mayWrite && event.preventDefault()}
      onDrop={(event) => {
        if (!mayWrite) return;
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
    >
      <div className="flex items-start gap-3">
        {value ? <ThemeImage slug={slug} id={value} alt={name} ground={ground} className="h-14 w-20 shrink-0" /> : <span aria-hidden className="h-14 w-20 shrink-0 rounded-md border border-dashed border-line-strong" />}
        <div className="min-w-0 flex-1 space-y-0.5">
          <h3 id={id} className="text-sm font-medium">{name}</h3>
          <p className="text-sm text-pretty text-ink-faint">{t(`slotHints.${slot}`)}</p>
        </div>
      </div>
      {mayWrite && (
        <div className="flex flex-wrap gap-2">
          <input ref={input} type="file" accept={ACCEPTED} tabIndex={-1} aria-hidden className="hidden" data-testid={`file-${slot}`} onChange={(event) => take(event.target.files)} />
          <Button ref={ref} size="sm" pending={upload.busy} aria-label={t('uploadFor', { name })} onClick={() => input.current?.click()}>
            <UploadIcon aria-hidden /> {t('upload')}
          </Button>
          <Button size="sm" aria-label={t('libraryFor', { name })} onClick={onLibrary}>
            <Images aria-hidden /> {t('library')}
          </Button>
          {value && (
            <Button
              size="sm"
              variant="ghost"
              aria-label={t('clearFor', { name })}
              onClick={() => {
                upload.forget();
                form.setValue(`draft.${slot}`, null, { shouldDirty: true, shouldValidate: fieldState.invalid });
              }}
            >
              <Trash2 aria-hidden /> {t('clear')}
            </Button>
          )}
        </div>
      )}
      <FieldMessage message={upload.problem ?? fieldState.error?.message} />
    </div>
  );
}
