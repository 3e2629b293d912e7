'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Images, Trash2, Upload as UploadIcon } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import { FieldMessage } from '@/components/form/field';
import { useQueryProblem } from '@/components/shell/query-problem';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Drawer, DrawerBody, DrawerFooter } from '@/components/ui/drawer';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import { orpc } from '@/lib/doors/rpc/client';
import type { ImageInfo } from '@/lib/model/branding';
import { IMAGES_MAX } from '@/lib/model/branding-parts';
import type { BrandingActions } from './branding-actions';
import { ACCEPTED } from './image-door';
import type { ImageSlot } from './theme-parts';
import { ThemeImage } from './theme-image';
import { useUpload } from './use-upload';

interface ImageLibraryProps {
  slug: string;
  /** What is being chosen. */
  slot: ImageSlot;
  chosen: string | null;
  /** Images of the draft as it stands in the editor, saved or not. */
  shown: readonly string[];
  remove: BrandingActions['removeImage'] | undefined;
  onChoose: (id: string) => void;
  onClose: () => void;
}

/** The images of a tenant, to choose from and to tidy up. */
export function ImageLibrary({ slug, slot, chosen, shown, remove, onChoose, onClose }: ImageLibraryProps) {
  const t = useTranslations('branding');
  const queries = useQueryClient();
  const read = useQuery(orpc.branding.images.queryOptions({ input: { slug } }));
  const problem = useQueryProblem(read.error);
  const input = useRef<HTMLInputElement>(null);
  const upload = useUpload(slug, () => undefined);
  const [removing, setRemoving] = useState<ImageInfo | null>(null);
  const images = read.data?.items;
  return (
    <Drawer open onClose={onClose} title={t(`parts.${slot}`)} description={t('libraryDetail', { count: images?.length ?? 0, max: IMAGES_MAX })}>
      <DrawerBody>
        <FieldMessage message={upload.problem ?? undefined} />
        {problem && <ErrorState {...problem} onRetry={() => void read.refetch()} />}
        {!images && !problem && <Skeleton className="h-40 w-full" />}
        {images?.length === 0 && <EmptyState icon={Images} title={t('noImages')} description={t('imagesHint')} />}
        {images && images.length > 0 && (
          <ul aria-label={t('library')} className="grid gap-3 sm:grid-cols-2">
            {images.map((image) => (
              <ImageCard key={image.id} slug={slug} image={image} isChosen={image.id === chosen} isShown={shown.includes(image.id)} onChoose={() => onChoose(image.id)} onRemove={remove && (() => setRemoving(image))} />
            ))}
          </ul>
        )}
      </DrawerBody>
      <DrawerFooter>
        <input ref={input} type="file" accept={ACCEPTED} tabIndex={-1} aria-hidden className="hidden" data-testid="file-library" onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void upload.send(file);
          event.target.value = '';
        }} />
        <Button pending={upload.busy} onClick={() => input.current?.click()}>
          <UploadIcon aria-hidden /> {t('upload')}
        </Button>
      </DrawerFooter>
      {removing && remove && (
        <ConfirmDialog
          title={t('removeTitle')}
          description={t('removeDetail')}
          confirm={t('remove')}
          run={() => remove({ slug, image: removing.id })}
          onDone={() => {
            toast.success(t('removedToast'));
            setRemoving(null);
            void queries.invalidateQueries({ queryKey: orpc.branding.images.key({ input: { slug } }) });
          }}
          onClose={() => setRemoving(null)}
        />
      )}
    </Drawer>
  );
}

interface ImageCardProps {
  slug: string;
  image: ImageInfo;
  isChosen: boolean;
  isShown: boolean;
  onChoose: () => void;
  onRemove: (() => void) | undefined;
}

function ImageCard({ slug, image, isChosen, isShown, onChoose, onRemove }: ImageCardProps) {
  const t = useTranslations('branding');
  const format = useFormatter();
  const type = image.type.replace('image/', '').replace('svg+xml', 'svg').replace('x-icon', 'ico').toUpperCase();
  const name = t('imageFacts', { type, width: image.width, height: image.height, size: format.number(Math.ceil(image.bytes / 1024)) });
  const held = isShown || image.usedBy.length > 0;
  return (
    <li className="space-y-2 rounded-lg border p-2.5">
      <ThemeImage slug={slug} id={image.id} alt="" className="h-24 w-full" />
      <div className="space-y-1 text-xs">
        <p className="numeric">{name}</p>
        <p className="flex flex-wrap items-center gap-1 text-ink-soft">
          <RelativeTime at={image.createdAt} />
          {image.usedBy.map((use) => (
            <Badge key={use}>{t(`usedBy.${use}`)}</Badge>
          ))}
        </p>
      </div>
      <div className="flex items-center justify-between gap-2">
        <Button size="sm" disabled={isChosen} aria-label={t('chooseImage', { name })} onClick={onChoose}>
          {t(isChosen ? 'chosen' : 'choose')}
        </Button>
        {onRemove && (
          <Button variant="ghost" size="icon-sm" disabled={held} title={held ? t('removeHeld') : undefined} aria-label={t('removeImage', { name })} onClick={onRemove}>
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
    </li>
  );
}
