/** Where the command line writes to. */
export interface Terminal {
  /** The answer, and nothing else. */
  out(text: string): void;
  /** Everything said about it. */
  say(text: string): void;
  /** A person reads the answer: tables keep to the width. */
  readonly outIsTerminal: boolean;
  /** A person reads what is said: a bar may redraw its line. */
  readonly sayIsTerminal: boolean;
  /** Columns. */
  readonly width: number;
  bold(text: string): string;
  dim(text: string): string;
  /** Rewrites the present line of what is said. */
  redraw(text: string): void;
}

const DEFAULT_WIDTH = 80;

/** This process's. Colour follows https://no-color.org. */
export function processTerminal(variables: Readonly<Record<string, string | undefined>>): Terminal {
  const { stdout, stderr } = process;
  const coloured = (stream: NodeJS.WriteStream) => stream.isTTY && !variables['NO_COLOR'] && variables['TERM'] !== 'dumb';
  const styled = (code: number, off: number) => (text: string) => (coloured(stdout) ? `\u001b[${code}m${text}\u001b[${off}m` : text);
  return {
    out: (text) => void (text !== '' && stdout.write(`${text}\n`)),
    say: (text) => void stderr.write(`${text}\n`),
    outIsTerminal: stdout.isTTY ?? false,
    sayIsTerminal: stderr.isTTY ?? false,
    width: (stdout.isTTY ? stdout.columns : stderr.columns) || DEFAULT_WIDTH,
    bold: styled(1, 22),
    dim: styled(2, 22),
    redraw: (text) => void stderr.write(`\r\u001b[2K${text}`),
  };
}
