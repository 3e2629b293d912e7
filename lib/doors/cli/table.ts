import stringWidth from 'string-width';
import type { Terminal } from './terminal';
import { cut, pad } from './text';

const GAP = '  ';
const NARROWEST = 6;

/**
 * Columns under their names, each row one line. A terminal gets no more than its width: the widest
 * columns are cut first. Anything else gets every value whole, so that it can be searched and split.
 */
export function table(names: readonly string[], rows: readonly (readonly string[])[], terminal: Terminal): string {
  const headings = names.map(heading);
  const widths = headings.map((name, column) => Math.max(stringWidth(name), ...rows.map((row) => stringWidth(row[column] ?? ''))));
  if (terminal.outIsTerminal) fit(widths, terminal.width);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => pad(cut(cell, widths[column] ?? 0), widths[column] ?? 0))
      .join(GAP)
      .trimEnd();
  return [terminal.bold(line(headings)), ...rows.map(line)].join('\n');
}

/** `createdAt` as `CREATED_AT`: one word, so that columns can be split by blanks. */
const heading = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

function fit(widths: number[], room: number): void {
  const total = () => widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1);
  for (let over = total() - room; over > 0; over = total() - room) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) return;
    // Down to the next narrower one at most, so that all of the wide ones share the loss.
    const next = Math.max(NARROWEST, ...widths.filter((width) => width < widest));
    const share = widths.filter((width) => width === widest).length;
    const less = Math.max(1, Math.min(widest - next, Math.ceil(over / share)));
    for (let column = 0; column < widths.length; column += 1) if (widths[column] === widest) widths[column] = widest - less;
  }
}

/** One item: its properties below each other. */
export function properties(pairs: readonly (readonly [string, string])[], terminal: Terminal): string {
  const width = Math.max(0, ...pairs.map(([name]) => stringWidth(name)));
  const room = terminal.outIsTerminal ? Math.max(20, terminal.width - width - GAP.length) : Infinity;
  return pairs.map(([name, value]) => `${terminal.dim(pad(name, width))}${GAP}${room === Infinity ? value : cut(value, room)}`.trimEnd()).join('\n');
}
