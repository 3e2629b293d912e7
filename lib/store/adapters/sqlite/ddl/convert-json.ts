import { quoteText } from './column-type';

/** A list of texts in the options' order and without repetition; NULL where it has something else in it. */
function chosen(list: string, options: readonly string[]): string {
  const all = quoteText(JSON.stringify(options));
  const text = 'trim(CAST(e.value AS TEXT))';
  return `(SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM json_each(l) AS e WHERE COALESCE(${text} NOT IN (SELECT value FROM json_each(${all})), 1)) THEN (SELECT json_group_array(w) FROM (SELECT o.value AS w FROM json_each(${all}) AS o WHERE o.value IN (SELECT ${text} FROM json_each(l) AS e) ORDER BY o.key)) END FROM (SELECT ${list} AS l))`;
}

/** Of a set or a JSON list its elements; of everything else what its text says. */
export function asSet(expression: string, from: string, options: readonly string[], ofText: string): string | null {
  if (from === 'TEXT (set)') return chosen(expression, options);
  return from === 'TEXT (json)' ? `CASE WHEN json_type(${expression}) = 'array' THEN ${chosen(expression, options)} ELSE ${ofText} END` : null;
}

/** One option as it is, comma and all; else a list of them. */
export function textAsSet(text: string, options: readonly string[]): string {
  const list = `'[' || replace(json_quote(t), ',', '","') || ']'`;
  return `(SELECT CASE WHEN t IN (SELECT value FROM json_each(${quoteText(JSON.stringify(options))})) THEN json_array(t) ELSE ${chosen(list, options)} END FROM (SELECT ${text} AS t) WHERE t IS NOT NULL)`;
}

/** Elements with commas between them, in their order. */
export const setAsText = (expression: string): string => `CASE WHEN ${expression} IS NOT NULL THEN COALESCE((SELECT group_concat(value, ', ') FROM json_each(${expression})), '') END`;

/** As the value's JSON was before: numbers that JavaScript would round, decimals, days and moments are texts; and so is a text, whatever is in it. */
export function asJson(expression: string, from: string, text: string): string {
  if (from === 'TEXT (json)' || from === 'TEXT (set)') return expression;
  if (from === 'INTEGER (boolean)') return text;
  const quoted = `CASE WHEN ${expression} IS NOT NULL THEN json_quote(${text}) END`;
  return from === 'INTEGER' ? `iif(${expression} BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}, ${text}, ${quoted})` : quoted;
}
