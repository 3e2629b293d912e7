import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setImmediate as yieldToLoop } from 'node:timers/promises';
import { z } from 'zod';
import { type TenantConfig, tenantConfigSchema } from '@/lib/model/tenant';
import { FILE_MODE, type Writer, temporaryName } from './durable';
import type { GoodTenant } from './tenant-files';

/** Raise it when tenants' files are read otherwise, or this file is laid out otherwise, in a way that the schema does not show. */
const FORMAT = 1;
/** Tenants in one line of the file: parsed at once, in a few milliseconds. */
const TENANTS_PER_LINE = 200;
const HASH_LENGTH = 64;

/** A tenant's file as it was when it was last read, and what it said. */
export interface SavedTenant {
  slug: string;
  /** See `Signature.text`. */
  signature: string;
  idLine: number | null;
  good: GoodTenant;
}

type SavedLine = [slug: string, signature: string, idLine: number | null, version: string, config: TenantConfig][];

/** Whoever reads files by another schema must not believe what this one made of them. */
function headLine(): string {
  const schema = JSON.stringify(z.toJSONSchema(tenantConfigSchema, { unrepresentable: 'any', io: 'output' }));
  return JSON.stringify({ what: 'tenantry tenant index', format: FORMAT, schema: createHash('sha256').update(schema).digest('hex') });
}

/**
 * What was saved, by slug; empty when there is nothing, or it is damaged or of another version. It only
 * spares reading: each tenant in it counts only while its file has the same signature.
 */
export async function readWarmIndex(path: string): Promise<Map<string, SavedTenant>> {
  const saved = new Map<string, SavedTenant>();
  const bytes = await readFile(path).catch(() => null);
  if (!bytes || bytes.length <= HASH_LENGTH) return saved;
  const body = bytes.subarray(0, -HASH_LENGTH);
  if (createHash('sha256').update(body).digest('hex') !== bytes.subarray(-HASH_LENGTH).toString('latin1')) return saved;
  const headEnd = body.indexOf('\n');
  if (headEnd < 0 || body.subarray(0, headEnd).toString('utf8') !== headLine()) return saved;
  for (let from = headEnd + 1; from < body.length; ) {
    const end = body.indexOf('\n', from);
    // The hash says that this is what was written, and by whom.
    for (const [slug, signature, idLine, version, config] of JSON.parse(body.toString('utf8', from, end)) as SavedLine) {
      saved.set(slug, { slug, signature, idLine, good: { config, version } });
    }
    from = end + 1;
    await yieldToLoop();
  }
  return saved;
}

/** Saves whole or not at all. Not synced: lost or damaged it costs one slower start. */
export async function writeWarmIndex(path: string, tenants: readonly SavedTenant[], writer: Writer): Promise<void> {
  const { disk } = writer;
  const temporary = temporaryName(path, writer);
  const handle = await disk.open(temporary, 'wx', FILE_MODE);
  try {
    const hash = createHash('sha256');
    const put = async (text: string) => {
      hash.update(text);
      await handle.appendFile(text);
    };
    await put(`${headLine()}\n`);
    for (let from = 0; from < tenants.length; from += TENANTS_PER_LINE) {
      const line: SavedLine = tenants.slice(from, from + TENANTS_PER_LINE).map(({ slug, signature, idLine, good }) => [slug, signature, idLine, good.version, good.config]);
      await put(`${JSON.stringify(line)}\n`);
    }
    await handle.appendFile(hash.digest('hex'));
  } catch (error) {
    await disk.unlink(temporary).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
  await disk.rename(temporary, path);
}
