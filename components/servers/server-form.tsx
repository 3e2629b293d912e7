'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo, useRef, useState } from 'react';
import type { z } from 'zod';
import { CopyAs } from '@/components/api/copy-as';
import type { Action } from '@/components/form/action';
import { FormSection } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { MergeDialog } from '@/components/form/merge-dialog';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { useOperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import type { ConnectionTest, CreateServerInput, Server, updateServerInputSchema } from '@/lib/model/server';
import type { Driver } from '@/lib/model/server-drivers';
import { ConnectionTestPanel } from './connection-test';
import { DriverChoice } from './driver-choice';
import { ServerFields } from './server-fields';
import { differencesBetween } from './server-differences';
import { EMPTY_SERVER, toServerInput, toServerUpdate, valuesOf, type ServerFormValues } from './server-values';

const createSchema = () => import('@/lib/model/server').then(({ createServerInputSchema }) => createServerInputSchema);
const updateSchema = () => import('@/lib/model/server').then(({ updateServerInputSchema }) => updateServerInputSchema);

type UpdateInput = z.input<typeof updateServerInputSchema>;
type ServerFormProps =
  | { server?: undefined; drivers: readonly Driver[]; save: Action<CreateServerInput, Server>; test: Action<CreateServerInput, ConnectionTest>; load?: undefined }
  | { server: Server; save: Action<UpdateInput, Server>; test: Action<UpdateInput, ConnectionTest>; load: Action<{ id: string }, Server> };

export function ServerForm(props: ServerFormProps) {
  const { server } = props;
  const t = useTranslations('servers');
  const tc = useTranslations('common');
  const router = useRouter();
  const version = useRef(server?.version);
  const [theirs, setTheirs] = useState<Server | null>(null);
  const toInput = useMemo(() => (server ? toServerUpdate(server.id) : toServerInput), [server]);
  const send = async (values: ServerFormValues) => {
    if (!props.server) return props.save(toServerInput(values));
    const result = await props.save(toServerUpdate(props.server.id)(values), { ifMatch: version.current });
    if (!result.ok && result.error.code === 'precondition_failed') {
      const latest = await props.load({ id: props.server.id });
      if (latest.ok) setTheirs(latest.data);
    }
    return result;
  };
  const { form, onSubmit, problem, busy, done } = useOperationForm<ServerFormValues, unknown, Server>({
    schema: server ? updateSchema : createSchema,
    defaultValues: server ? valuesOf(server) : EMPTY_SERVER,
    toInput,
    submit: (values) => send(values),
    onDone: (saved) => {
      toast.success(t('savedToast', { name: saved.name }));
      router.push(`/servers/${saved.id}`);
      router.refresh();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate className="max-w-4xl">
      <UnsavedGuard active={form.formState.isDirty && !done} />
      <FormProblem problem={theirs ? null : problem} />
      <div className="divide-y">
        {!props.server && props.drivers.length > 1 && <DriverChoice form={form} drivers={props.drivers} />}
        <ServerFields form={form} hasPassword={server?.hasPassword ?? false} />
        <FormSection title={t('test')} description={t('testDetail')}>
          <ConnectionTestPanel form={form} run={(values) => (props.server ? props.test(toServerUpdate(props.server.id)(values)) : props.test(toServerInput(values)))} />
          <div className="flex flex-wrap gap-2 pt-2">
            <Button type="submit" variant="primary" pending={busy}>
              {server ? tc('save') : t('add')}
            </Button>
            <Button asChild variant="ghost">
              <Link href={server ? `/servers/${server.id}` : '/servers'}>{tc('cancel')}</Link>
            </Button>
            <CopyAs operation={server ? 'servers.update' : 'servers.create'} input={() => toInput(form.getValues())} ifMatch={() => version.current} className="sm:ml-auto" />
          </div>
        </FormSection>
      </div>
      <MergeDialog
        form={form}
        theirs={theirs}
        valuesOf={valuesOf}
        differences={(mine, saved) => differencesBetween(mine, saved, (field) => t(field))}
        onClose={() => setTheirs(null)}
        onTakeTheirs={(saved) => {
          version.current = saved.version;
          form.reset(valuesOf(saved));
          setTheirs(null);
        }}
        onSave={(saved) => {
          version.current = saved.version;
          setTheirs(null);
          void onSubmit();
        }}
      />
    </form>
  );
}
