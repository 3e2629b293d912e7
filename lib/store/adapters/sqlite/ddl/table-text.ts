/** A column as its CREATE TABLE says it. */
export interface ColumnText {
  name: string;
  /** Its whole definition, name included, without comments. */
  text: string;
  /** Name of its first named constraint. */
  constraint: string | null;
}
/** A CREATE TABLE statement in parts. */
export interface TableText {
  columns: ColumnText[];
  /** Constraints of the table. */
  constraints: string[];
  /** What follows the body: STRICT, WITHOUT ROWID. */
  options: string;
}

const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[(),]|\s+|[^\s'"`[(),/-]+|[/-]/g;
const OF_TABLE = /^(constraint|primary|unique|check|foreign)$/i;

export const tokensOf = (sql: string): string[] => (sql.match(TOKEN) ?? []).map((token) => (/^(--|\/\*)/.test(token) ? ' ' : token));
const isSpace = (token: string): boolean => token.trim() === '';

/** Cuts a statement that SQLite itself has kept at the commas of its body. */
export function readTable(sql: string): TableText {
  const tokens = tokensOf(sql);
  const items: string[][] = [[]];
  let depth = 0;
  let end = tokens.length;
  for (const [at, token] of tokens.entries()) {
    if (token === ')' && --depth === 0) {
      end = at;
      break;
    }
    if (depth === 1 && token === ',') items.push([]);
    else if (depth > 0) items.at(-1)?.push(token);
    if (token === '(') depth += 1;
  }
  const table: TableText = { columns: [], constraints: [], options: tokens.slice(end + 1).join('').trim() };
  for (const item of items) {
    const words = item.filter((token) => !isSpace(token));
    const text = item.join('').trim();
    if (OF_TABLE.test(words[0] ?? '')) table.constraints.push(text);
    else if (words[0]) table.columns.push({ name: unquoted(words[0]), text, constraint: constraintOf(words) });
  }
  return table;
}

function constraintOf(words: readonly string[]): string | null {
  let depth = 0;
  for (const [at, word] of words.entries()) {
    if (word === '(') depth += 1;
    else if (word === ')') depth -= 1;
    else if (depth === 0 && /^constraint$/i.test(word)) return unquoted(words[at + 1] ?? '');
  }
  return null;
}

function unquoted(token: string): string {
  const quote = token.at(0) ?? '';
  if (quote === '[') return token.slice(1, -1);
  return quote === '"' || quote === '`' || quote === "'" ? token.slice(1, -1).replaceAll(quote + quote, quote) : token;
}

/** A definition up to the end of its first bracket: of a field's column, all but NOT NULL and DEFAULT. */
export function throughFirstBracket(text: string): string {
  let depth = 0;
  let kept = '';
  for (const token of tokensOf(text)) {
    kept += token;
    if (token === '(') depth += 1;
    if (token === ')' && --depth === 0) break;
  }
  return kept;
}
