'use client';

import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import { Drawer } from '@/components/ui/drawer';
import { toast } from '@/components/ui/toast';
import type { Scope } from '@/lib/model/scope';
import type { ScopeActions } from './scope-actions';
import type { ScopeIntent } from './scope-columns';
import { ScopeForm } from './scope-form';

export type OpenScope = { kind: 'create' } | { kind: ScopeIntent; scope: Scope };

interface ScopePanelProps {
  slug: string;
  open: OpenScope;
  actions: ScopeActions;
  onDone: () => void;
  onClose: () => void;
}

/** What is open over the scopes: a form, or the question before one is deleted. */
export function ScopePanel({ slug, open, actions, onDone, onClose }: ScopePanelProps) {
  const t = useTranslations('scopes');
  const finish = (words: string) => {
    toast.success(words);
    onDone();
    onClose();
  };
  if (open.kind === 'delete') {
    const { name, usedBy, version } = open.scope;
    const used = usedBy.clients.length + usedBy.scopes.length > 0;
    return (
      <ConfirmDialog
        title={t('deleteTitle', { name })}
        description={used ? t('inUse') : t('deleteDetail')}
        confirm={t('delete')}
        blocked={used}
        run={() => actions.remove({ slug, scope: name }, { ifMatch: version })}
        onDone={() => finish(t('deletedToast', { name }))}
        onClose={onClose}
      >
        {used && <Users usedBy={usedBy} />}
      </ConfirmDialog>
    );
  }
  const scope = open.kind === 'edit' ? open.scope : null;
  return (
    <Drawer open onClose={onClose} title={scope ? t('editTitle', { name: scope.name }) : t('new')}>
      <ScopeForm slug={slug} scope={scope} actions={actions} onSaved={({ name }) => finish(t(scope ? 'savedToast' : 'createdToast', { name }))} />
    </Drawer>
  );
}

function Users({ usedBy }: Pick<Scope, 'usedBy'>) {
  const t = useTranslations('scopes');
  return (
    <div className="space-y-3 text-sm">
      {([['inUseClients', usedBy.clients], ['inUseScopes', usedBy.scopes]] as const).map(([key, names]) => names.length > 0 && (
        <div key={key}>
          <p className="font-medium">{t(key)}</p>
          <ul className="list-disc pl-5 text-ink-soft">
            {names.map((name) => <li key={name} className="font-mono text-xs leading-5 break-all">{name}</li>)}
          </ul>
        </div>
      ))}
    </div>
  );
}
