'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Field } from '@/components/form/field';
import { useQueryProblem } from '@/components/shell/query-problem';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { renameViewInputSchema } from '@/lib/model/saved-view';

interface ViewDialogProps {
  title: string;
  description?: string;
  /** The name it starts with. */
  name: string;
  /** Names in use. To take one of them overwrites that view, where that is allowed. */
  taken: readonly string[];
  overwrites: boolean;
  busy: boolean;
  error: unknown;
  onSubmit: (name: string) => void;
  onClose: () => void;
}

/** Asks for the name of a view. */
export function ViewDialog({ title, description, name, taken, overwrites, busy, error, onSubmit, onClose }: ViewDialogProps) {
  const t = useTranslations('views');
  const tc = useTranslations('common');
  const tv = useTranslations('validation');
  const form = useId();
  const [typed, setTyped] = useState(name);
  const [tried, setTried] = useState(false);
  const problem = useQueryProblem(error);
  const clean = typed.trim();
  const valid = renameViewInputSchema.shape.name.safeParse(typed).success;
  const used = taken.includes(clean);
  const message = !valid ? (clean ? tv('tooLong', { max: 60 }) : tv('required')) : used && !overwrites ? tv('nameTaken') : undefined;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={title}
        description={description}
        footer={
          <>
            <Button onClick={onClose}>{tc('cancel')}</Button>
            <Button type="submit" form={form} variant="primary" pending={busy}>
              {!overwrites ? tc('save') : used ? t('overwrite') : t('save')}
            </Button>
          </>
        }
      >
        <form
          id={form}
          noValidate
          className="space-y-3"
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (message === undefined) onSubmit(clean);
          }}
        >
          {problem && <Alert tone="bad" title={problem.title} live>{problem.errors?.[0]?.message ?? problem.detail}</Alert>}
          <Field label={t('name')} error={tried ? message : undefined} hint={used && overwrites ? t('overwriteHint') : undefined}>
            <Input autoFocus autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}
