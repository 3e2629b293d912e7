import { GripVertical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import type { Reorder } from './use-reorder';

const HINT_ID = 'reorder-hint';

/** What an item is dragged by, or lifted with Space. */
export function ReorderHandle({ name, pressed, className, ...handle }: { name: string; className?: string } & ReturnType<Reorder['handle']>) {
  const t = useTranslations('common.reorder');
  return (
    <button
      type="button"
      aria-label={t('handle', { name })}
      aria-describedby={HINT_ID}
      aria-pressed={pressed}
      className={cn('grid size-7 shrink-0 cursor-grab touch-none place-items-center rounded-md text-ink-faint select-none hover:bg-hover hover:text-ink active:cursor-grabbing aria-pressed:bg-accent aria-pressed:text-on-accent', className)}
      {...handle}
    >
      <GripVertical className="size-4" aria-hidden />
    </button>
  );
}

/** How it is done and what has just been done, for those who listen. Once per list. */
export function ReorderVoice({ said }: Pick<Reorder, 'said'>) {
  const t = useTranslations('common.reorder');
  return (
    <>
      <span id={HINT_ID} hidden>
        {t('hint')}
      </span>
      <span role="status" aria-live="assertive" className="sr-only">
        {said}
      </span>
    </>
  );
}
