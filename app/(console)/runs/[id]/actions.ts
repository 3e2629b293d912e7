'use server';

import { serverAction } from '@/lib/doors/action';
import { cancelRun, pauseRun, resumeRun, retryRun } from '@/lib/operations/runs/control-run';

export const cancelRunAction = serverAction(cancelRun);
export const pauseRunAction = serverAction(pauseRun);
export const resumeRunAction = serverAction(resumeRun);
export const retryRunAction = serverAction(retryRun);
