import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RunTitle } from '@/components/runs/run-title';
import { RunView } from '@/components/runs/run-view';
import { callForPage } from '@/lib/doors/page';
import { getRun } from '@/lib/operations/runs/get-run';
import { currentMe } from '../../me';
import { cancelRunAction, pauseRunAction, resumeRunAction, retryRunAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('runs'))('run') };
}

export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const [me, run] = await Promise.all([currentMe(), callForPage(getRun, await params)]);
  const controls = { cancel: cancelRunAction, pause: pauseRunAction, resume: resumeRunAction, retry: retryRunAction };
  return (
    <>
      <RunTitle run={run} />
      <RunView run={run} controls={me.permissions.includes('runs:control') ? controls : undefined} />
    </>
  );
}
