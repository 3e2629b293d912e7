import { LibsqlThread } from '../libsql-thread';

/** A process of its own for tests: `libsql-child <file> <name>`. Adds to a counter and to a list until killed or spoken to again; tells each. */
const [file = '', name = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const told = () => new Promise<void>((resolve) => process.stdin.once('data', () => resolve()));

const records = new LibsqlThread(file);
await records.execute('SELECT 1', []);
say('ready');
await told();
let ending = false;
void told().then(() => (ending = true));
for (let n = 0; !ending; n += 1) {
  await records.execute('INSERT INTO list (who, n) VALUES (?, ?)', [name, n]);
  say(`${name} ${n}`);
  await records.transaction(async (execute) => {
    const [row] = await execute('SELECT n FROM counter', []);
    await execute('UPDATE counter SET n = ?', [Number(row?.[0]) + 1]);
  });
  say('counted');
}
await records.close();
say('done');
process.exit(0);
