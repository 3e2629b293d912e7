'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ActionProblem } from '@/components/form/action';
import { FormProblem } from '@/components/form/form-problem';
import { Button } from '@/components/ui/button';
import { Drawer, DrawerBody, DrawerFooter } from '@/components/ui/drawer';
import { Input } from '@/components/ui/input';
import { Field } from '@/components/form/field';
import { RadioCards } from '@/components/ui/radio-cards';
import type { Field as FieldModel } from '@/lib/model/field';
import { IMPORT_MAX_BYTES, IMPORT_MODES, type ImportMode, type ImportReport } from '@/lib/model/user-file';
import { sendFile } from './file-door';
import { ImportProgress } from './import-progress';
import { ImportCheck } from './import-check';
import { NEW_IMPORT } from './use-open-import';

interface ImportDrawerProps {
  slug: string;
  fields: readonly FieldModel[];
  /** `NEW_IMPORT`, or the id of one that runs or has ended. */
  id: string;
  onBegun: (importId: string) => void;
  onClose: () => void;
}

/** Choose a file → see what would become of it → follow the import. */
export function ImportDrawer({ slug, fields, id, onBegun, onClose }: ImportDrawerProps) {
  const t = useTranslations('users.import');
  return (
    <Drawer open onClose={onClose} title={t('title')} wide>
      {id === NEW_IMPORT ? <NewImport slug={slug} fields={fields} onBegun={onBegun} /> : <ImportProgress slug={slug} id={id} onClose={onClose} />}
    </Drawer>
  );
}

function NewImport({ slug, fields, onBegun }: Pick<ImportDrawerProps, 'slug' | 'fields' | 'onBegun'>) {
  const t = useTranslations('users.import');
  const [file, setFile] = useState<File | null>(null);
  const [mode, setMode] = useState<ImportMode>('create');
  const [mapping, setMapping] = useState<Record<string, string> | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (dryRun: boolean, chosen: Record<string, string> | null) => {
    if (!file) return;
    setBusy(true);
    const result = await sendFile(slug, file, { mode, mapping: chosen, dryRun }).catch(() => null);
    setBusy(false);
    setProblem(result === null ? { code: 'unreadable', title: t('unreadable'), detail: t('unreadableDetail'), status: 0, errors: [] } : result.ok ? null : result.error);
    if (!result?.ok) return;
    if (result.data.importId !== null) onBegun(result.data.importId);
    else setReport(result.data.report);
  };
  const remap = (next: Record<string, string>) => {
    setMapping(next);
    void send(true, next);
  };
  const taken = report ? report.created + report.updated : 0;
  return (
    <>
      <DrawerBody>
        <FormProblem problem={problem} />
        {report && file ? (
          <ImportCheck fileName={file.name} report={report} fields={fields} busy={busy} onMapping={remap} />
        ) : (
          <>
            <Field label={t('file')} hint={t('fileHint', { megabytes: IMPORT_MAX_BYTES / 1_048_576 })}>
              <Input type="file" accept=".csv,.tsv,.txt,.ndjson,.jsonl,text/csv,application/x-ndjson" className="h-auto py-1.5 file:mr-3 file:rounded-sm file:border-0 file:bg-sunken file:px-2 file:py-1 file:text-sm file:text-ink" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
            </Field>
            <div className="space-y-1.5">
              <h3 className="text-sm font-medium">{t('existing')}</h3>
              <RadioCards label={t('existing')} value={mode} onChange={(next) => setMode(next as ImportMode)} options={IMPORT_MODES.map((value) => ({ value, title: t(`mode.${value}`), description: t(`modeDetail.${value}`) }))} />
            </div>
          </>
        )}
      </DrawerBody>
      <DrawerFooter>
        {report ? (
          <>
            <Button onClick={() => { setReport(null); setFile(null); setMapping(null); }}>{t('another')}</Button>
            <Button variant="primary" pending={busy} disabled={taken === 0} onClick={() => void send(false, mapping)}>
              {t('begin', { count: taken })}
            </Button>
          </>
        ) : (
          <Button variant="primary" pending={busy} disabled={file === null} onClick={() => void send(true, null)}>
            {t('check')}
          </Button>
        )}
      </DrawerFooter>
    </>
  );
}
