import { columnsOf, flat, isTable } from './columns';
import type { Command } from './command';
import { properties, table } from './table';
import type { Terminal } from './terminal';

type Answer = Record<string, unknown>;

/** What the command line prints of an answer. Standard output carries it and nothing else; hints are said beside it. */
export function render(command: Command, answer: unknown, json: boolean, terminal: Terminal): string {
  if (json) return JSON.stringify(answer);
  const item = (answer ?? {}) as Answer;
  // Scripts capture it: the new token alone.
  if (command.name === 'tokens.create') return String(item['token']);
  if (Array.isArray(item['items'])) return listed(command, item, terminal);
  return itemText(item, terminal, nameOf(command)) || (command.kind === 'read' ? '' : 'Done.');
}

function listed(command: Command, { items, nextCursor, total, warnings, ...more }: Answer, terminal: Terminal): string {
  const all = items as Answer[];
  for (const warning of Array.isArray(warnings) ? warnings : []) terminal.say(`Note: ${WARNINGS[String(warning)] ?? String(warning)}`);
  if (typeof nextCursor === 'string') terminal.say(`${all.length}${typeof total === 'number' ? ` of ${total}` : ''} shown. Go on with --cursor '${nextCursor}', or take all with --all.`);
  if (all.length === 0 && terminal.outIsTerminal) terminal.say('Nothing found.');
  const { names, rows } = columnsOf(command.name, all);
  return [all.length > 0 && table(names, rows, terminal), itemText(more, terminal, command.name)].filter(Boolean).join('\n\n');
}

const WARNINGS: Readonly<Record<string, string>> = { not_indexed: 'a filter or the sort is on a column without an index; it reads the whole table.' };

/** Runs are shown alike wherever they come from. */
const nameOf = ({ name, runIn }: Command): string => (runIn === 'id' ? 'run' : name);

/** Properties first, then each list of objects as a table of its own. */
export function itemText(item: Answer, terminal: Terminal, name: string): string {
  const pairs = flat(item).filter(([path]) => path !== 'version' || Object.keys(item).length < 4);
  const tables = tablesIn(item).map(([path, rows]) => {
    const { names, rows: cells } = columnsOf(`${name}.${path}`, rows);
    return `${terminal.bold(path)}\n${table(names, cells, terminal)}`;
  });
  return [pairs.length > 0 && properties(pairs, terminal), ...tables].filter(Boolean).join('\n\n');
}

function tablesIn(item: Answer, prefix = ''): [string, Answer[]][] {
  return Object.entries(item).flatMap(([key, value]): [string, Answer[]][] => {
    if (isTable(value)) return [[`${prefix}${key}`, value]];
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? tablesIn(value as Answer, `${prefix}${key}.`) : [];
  });
}
