import { createLogger } from '@/lib/log';
import { openRecords } from '..';

/** A process of its own that appends intents and outcomes, several at once: `append-audit.ts <dsn or ''> <fsRoot> <count>`. */
const [dsn, fsRoot, count] = process.argv.slice(2);
const records = await openRecords({ globalDbDsn: dsn || null, fsRoot: fsRoot ?? '', log: createLogger('error', 'append') });
const append = async () => {
  for (let n = 0; n < Number(count); n++) {
    const { id } = await records.audit.intent({ actor: { type: 'system', id: 'x', name: 'x' }, door: 'system', action: 'a.b', target: { type: 't', id: String(n) }, changes: [], ip: null });
    await records.audit.outcome(id, { success: true });
  }
};
await Promise.all([append(), append(), append(), append()]);
await records.close();
