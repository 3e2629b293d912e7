import { asc, eq } from 'drizzle-orm';
import type { Run } from '@/lib/model/run';
import type { RecordsContext } from './context';
import type { Queries } from './db';
import { toRun } from './run-rows';

/** The run with its steps, or null. */
export async function readRun({ tables }: RecordsContext, queries: Queries, id: string): Promise<Run | null> {
  const [row] = await queries.select().from(tables.run).where(eq(tables.run.id, id));
  if (!row) return null;
  return toRun(row, await queries.select().from(tables.runStep).where(eq(tables.runStep.runId, id)).orderBy(asc(tables.runStep.position)));
}
