import { buildTestProcesses, type TestProcess } from '@/lib/testing/child-processes';

/** A process of `fs-child.ts` with the store open. */
export type FsProcess = TestProcess;

export interface FsProcesses {
  start(job: string, fsRoot: string, slug: string, number?: number): Promise<FsProcess>;
  dispose(): Promise<void>;
}

/** Builds `fs-child.ts` once, to be started often. */
export async function buildFsProcesses(): Promise<FsProcesses> {
  const { start, dispose } = await buildTestProcesses('lib/store/testing/fs-child.ts');
  return { start: (job, fsRoot, slug, number = 0) => start(job, fsRoot, slug, String(number)), dispose };
}
