/** What a piece of a statement is, as far as colours go. */
export type SqlKind = 'keyword' | 'name' | 'text' | 'number' | 'plain';
export interface SqlToken {
  kind: SqlKind;
  text: string;
}

/** Quoted names and texts first, so that nothing in them is taken for anything else; a doubled quote is a part of them. */
const PIECES = /(?<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`)|(?<text>'(?:[^']|'')*')|(?<number>\b\d+(?:\.\d+)?\b)|(?<word>[A-Za-z_][A-Za-z0-9_$.]*)/g;
const KEYWORDS = new Set(
  `add after algorithm all alter and as asc before begin by check column comment commit concurrently constraint create default delete desc distinct drop each else end except execute exists false first following for foreign from function if immediate in index inplace insert instant into is join key last limit lock materialized modify not null of on only or order over pragma primary procedure references rename replace return returning returns row rows select set table temp then to transaction trigger true union unique update using valid validate values view when where with`.split(' '),
);

/** Cuts a statement into pieces to be coloured; together they are the statement. Pure. */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let end = 0;
  const plain = (until: number) => until > end && tokens.push({ kind: 'plain', text: sql.slice(end, until) });
  for (const match of sql.matchAll(PIECES)) {
    plain(match.index);
    const [text] = match;
    tokens.push({ kind: kindOf(match.groups ?? {}, text), text });
    end = match.index + text.length;
  }
  plain(sql.length);
  return tokens;
}

function kindOf(groups: Record<string, string | undefined>, text: string): SqlKind {
  if (groups['name']) return 'name';
  if (groups['text']) return 'text';
  if (groups['number']) return 'number';
  return KEYWORDS.has(text.toLowerCase()) ? 'keyword' : 'plain';
}
