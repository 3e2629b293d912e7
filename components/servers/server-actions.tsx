'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Ban, Pencil, RefreshCw, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { CopyAsMenu } from '@/components/api/copy-as';
import type { ActionResult } from '@/components/form/action';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { orpc } from '@/lib/doors/rpc/client';
import type { Server } from '@/lib/model/server';
import { asCreated } from './server-values';

type ById = (input: { id: string }) => Promise<ActionResult<unknown>>;

interface ServerActionsProps {
  server: Server;
  mayWrite: boolean;
  check: ById;
  cordon: ById;
  uncordon: ById;
}

export function ServerActions({ server, mayWrite, check, cordon, uncordon }: ServerActionsProps) {
  const t = useTranslations('servers');
  const router = useRouter();
  const queries = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  const act = async (name: string, action: ById) => {
    setBusy(name);
    const result = await action({ id: server.id });
    if (!result.ok) toast.error(result.error.title, { description: result.error.detail });
    await queries.invalidateQueries({ queryKey: orpc.servers.key() });
    router.refresh();
    setBusy(null);
  };
  const editable = mayWrite && !server.managed;
  return (
    <>
      <CopyAsMenu
        className="max-sm:px-2 max-sm:[&>span]:sr-only"
        operations={[
          { operation: 'servers.check', label: t('checkNow'), input: () => ({ id: server.id }) },
          ...(editable ? [{ operation: server.cordoned ? 'servers.uncordon' : 'servers.cordon', label: t(server.cordoned ? 'uncordon' : 'cordon'), input: () => ({ id: server.id }) }] : []),
          ...(mayWrite ? [{ operation: 'servers.create', label: t('addAnother'), input: () => asCreated(server) }] : []),
        ]}
      />
      <Button pending={busy === 'check'} onClick={() => void act('check', check)}>
        {busy !== 'check' && <RefreshCw aria-hidden />} {t('checkNow')}
      </Button>
      {editable && (
        <>
          {server.cordoned ? (
            <Button pending={busy === 'uncordon'} onClick={() => void act('uncordon', uncordon)}>
              <Undo2 aria-hidden /> {t('uncordon')}
            </Button>
          ) : (
            <Button pending={busy === 'cordon'} onClick={() => void act('cordon', cordon)} title={t('cordonHint')}>
              <Ban aria-hidden /> {t('cordon')}
            </Button>
          )}
          <Button asChild variant="primary">
            <Link href={`/servers/${server.id}/edit`}>
              <Pencil aria-hidden /> {t('edit')}
            </Link>
          </Button>
        </>
      )}
    </>
  );
}
