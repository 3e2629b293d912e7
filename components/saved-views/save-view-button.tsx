'use client';

import { Bookmark } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ListParams } from '@/components/data-table/list-params';
import { Button } from '@/components/ui/button';
import { later } from '@/components/ui/later';
import { toast } from '@/components/ui/toast';
import type { Views } from './use-views';

const ViewDialog = later(() => import('./view-dialog').then((module) => module.ViewDialog));

interface SaveViewButtonProps {
  views: Views;
  params: ListParams;
  /** The state on the screen, as a view would hold it. */
  address: string;
}

/** Keeps what the list shows now under a name, and goes on in that view. */
export function SaveViewButton({ views: { views, input, save }, params, address }: SaveViewButtonProps) {
  const t = useTranslations('views');
  const [open, setOpen] = useState(false);
  const start = () => {
    save.reset();
    setOpen(true);
  };
  return (
    <>
      <Button variant="ghost" className="px-2" aria-haspopup="dialog" title={t('save')} onClick={start}>
        <Bookmark aria-hidden /> <span className="max-sm:sr-only">{t('save')}</span>
      </Button>
      {open && (
        <ViewDialog
          title={t('saveTitle')}
          description={t('saveDetail')}
          name=""
          taken={views.map(({ name }) => name)}
          overwrites
          busy={save.isPending}
          error={save.error}
          onSubmit={(name) =>
            save.mutate(
              { ...input, name, address },
              {
                onSuccess: (view) => {
                  setOpen(false);
                  toast.success(t('saved', { name: view.name }));
                  params.open(view.address, view.id);
                },
              },
            )
          }
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
