import { nodeDisk } from './disk';
import { type Writer, makeDirectory, sweepTemporaries } from './durable';
import { createOwners } from './owner';

export { createFile, type Writer } from './durable';

/** Durable files for what else is kept below `FS_ROOT`: makes the folder, and removes what killed writers left in it. */
export async function openWriter(directory: string): Promise<Writer> {
  const writer: Writer = { owners: await createOwners(), disk: nodeDisk };
  await makeDirectory(directory, writer.disk);
  await sweepTemporaries(directory, writer);
  return writer;
}
