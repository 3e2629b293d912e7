import { type Document, LineCounter, type Node, type ParsedNode, isNode, isPair, isMap, isSeq, parseDocument } from 'yaml';
import type { z } from 'zod';

/** Larger than any file of ours by far; keeps a mistaken file from filling the memory. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** Why a file is not in force. */
export interface Broken {
  reason: string;
  /** From 1; null when no line is to blame. */
  line: number | null;
}

export type YamlDocument = Document.Parsed<ParsedNode>;
export interface ParsedYaml {
  document: YamlDocument;
  /** Line of the value at a path, or of its nearest parent that is there. */
  lineAt(path: readonly PropertyKey[]): number | null;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; broken: Broken };

const isParsable = (bytes: Buffer) => Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);

function childOf(node: unknown, key: PropertyKey): Node | null {
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return isNode(item) ? item : null;
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((item) => isPair(item) && keyText(item.key) === String(key));
  return pair && isNode(pair.value) ? pair.value : null;
}

/** A key as JavaScript sees it: `12:` and `"12":` are the same. */
export function keyText(key: unknown): string {
  const value = isNode(key) && 'value' in key ? key.value : key;
  return value === null ? '' : String(value);
}

/** Text to document: one document, a mapping, no errors. */
export function readYaml(bytes: Buffer): Outcome<ParsedYaml> {
  if (bytes.byteLength > MAX_FILE_BYTES) return { ok: false, broken: { reason: 'file is larger than 4 MiB', line: null } };
  if (!isParsable(bytes)) return { ok: false, broken: { reason: 'file is not valid UTF-8', line: null } };
  const lines = new LineCounter();
  const document = parseDocument(bytes.toString('utf8'), { lineCounter: lines, prettyErrors: false, version: '1.2' });
  const error = document.errors[0];
  if (error) return { ok: false, broken: { reason: `invalid YAML: ${error.message}`, line: lines.linePos(error.pos[0]).line } };
  if (!isMap(document.contents)) return { ok: false, broken: { reason: 'the file must hold a mapping', line: 1 } };
  const lineAt = (path: readonly PropertyKey[]) => {
    let node: Node | null = document.contents;
    let found = node?.range?.[0] ?? null;
    for (const key of path) {
      node = childOf(node, key);
      if (!node) break;
      found = node.range?.[0] ?? found;
    }
    return found === null ? null : lines.linePos(found).line;
  };
  return { ok: true, value: { document, lineAt } };
}

/** Checks content against a schema; the first violation is told with its path and line. */
export function checkContent<T extends z.ZodType>(schema: T, parsed: ParsedYaml): Outcome<z.output<T>> {
  let content: unknown;
  try {
    content = parsed.document.toJS();
  } catch (error) {
    // Alias bombs and the like: the parser reports them only when values are made.
    return { ok: false, broken: { reason: `invalid YAML: ${error instanceof Error ? error.message : 'unreadable'}`, line: null } };
  }
  const checked = schema.safeParse(content);
  if (checked.success) return { ok: true, value: checked.data };
  const issue = checked.error.issues[0];
  const path = issue?.path ?? [];
  const where = path.length > 0 ? `${path.map(String).join('.')}: ` : '';
  return { ok: false, broken: { reason: `${where}${issue?.message ?? 'invalid'}`, line: parsed.lineAt(path) } };
}
