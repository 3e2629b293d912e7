import { Document, Pair, Scalar, YAMLMap, YAMLSeq, isAlias, isMap, isSeq, type Node } from 'yaml';
import { isSame } from './version';
import { keyText } from './yaml-text';

type Plain = Record<string, unknown>;

/**
 * Text that may stand as it is. Anything else (control characters, carriage returns, byte order
 * marks, lone surrogates, Unicode's own line ends) is written with JSON's escapes, which survive
 * editors and every reader.
 */
const PRINTABLE = /^(?:[\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]|[\ud800-\udbff][\udc00-\udfff])*$/;
/** What YAML 1.1 readers take for something else than text; ours would not, but others read these files too. */
const OLD_WORDS = /^(?:y|n|yes|no|on|off|true|false|null|~|[-+]?[0-9._:]+)$/i;

/** Lines that a block can hold beyond doubt: none empty, none with white space at its ends. All other text of several lines is quoted. */
const PLAIN_LINES = /^(?:\S(?:[^\n]*\S)?\n)+(?:\S(?:[^\n]*\S)?)?$/;

const isPlain = (value: unknown): value is Plain => value !== null && typeof value === 'object' && !Array.isArray(value);

function scalarOf(value: unknown): Scalar {
  const scalar = new Scalar(value);
  if (typeof value !== 'string') return scalar;
  if (!PRINTABLE.test(value) || OLD_WORDS.test(value)) scalar.type = Scalar.QUOTE_DOUBLE;
  else if (value.includes('\n')) scalar.type = PLAIN_LINES.test(value) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
  return scalar;
}

function nodeOf(value: unknown): Node {
  if (Array.isArray(value)) {
    const seq = new YAMLSeq();
    seq.items = value.map(nodeOf);
    return seq;
  }
  if (!isPlain(value)) return scalarOf(value);
  const map = new YAMLMap();
  for (const [key, inner] of Object.entries(value)) if (inner !== undefined) map.items.push(new Pair(scalarOf(key), nodeOf(inner)));
  return map;
}

const idOf = (value: unknown): string | null => (isPlain(value) && typeof value.id === 'string' ? value.id : null);
const nodeId = (node: unknown): string | null => (isMap(node) ? (node.toJSON() as Plain | null)?.id?.toString() ?? null : null);

/** Lists of items with ids keep each item's node, and so its comments, wherever it moves to. */
function mergeList(node: YAMLSeq, before: readonly unknown[], after: readonly unknown[]): void {
  const nodes = new Map(node.items.map((item) => [nodeId(item), item as Node]));
  const former = new Map(before.map((item) => [idOf(item), item]));
  node.items = after.map((item) => {
    const id = idOf(item);
    const kept = id === null ? undefined : nodes.get(id);
    return kept ? merged(kept, former.get(id), item) : nodeOf(item);
  });
}

function mergeMap(node: YAMLMap, before: Plain, after: Plain): void {
  // `{}` is how an empty mapping is spelt, not a wish to have what comes on one line.
  if (node.items.length === 0) node.flow = false;
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const value = Object.hasOwn(after, key) ? after[key] : undefined;
    const former = Object.hasOwn(before, key) ? before[key] : undefined;
    if (isSame(former, value)) continue;
    const at = node.items.findIndex((pair) => keyText(pair.key) === key);
    const pair = node.items[at];
    if (value === undefined) {
      if (pair) node.items.splice(at, 1);
    } else if (pair) pair.value = merged(pair.value as Node | null, former, value);
    else node.items.push(new Pair(scalarOf(key), isPlain(value) && isPlain(former) ? merged(new YAMLMap(), former, value) : nodeOf(value)));
  }
}

/** The node with its value changed from `before` to `after`: what did not change is left as it was typed. */
function merged(node: Node | null, before: unknown, after: unknown): Node {
  if (isSame(before, after) && node) return node;
  if (isMap(node) && isPlain(before) && isPlain(after)) mergeMap(node, before, after);
  else if (isSeq(node) && Array.isArray(before) && Array.isArray(after) && after.every((item) => idOf(item) !== null)) mergeList(node, before, after);
  else {
    const fresh = nodeOf(after);
    if (node && !isAlias(node)) {
      fresh.comment = node.comment;
      fresh.commentBefore = node.commentBefore;
      fresh.spaceBefore = node.spaceBefore;
    }
    return fresh;
  }
  return node;
}

const AS_TYPED = { lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER } as const;

/** A new file's text. */
export function yamlOf(value: unknown): string {
  const document = new Document({});
  document.contents = nodeOf(value);
  return document.toString(AS_TYPED);
}

/**
 * The file's text with its content changed from `before` to `after` (both as the schema reads
 * them): comments, the order of keys and keys that the schema does not know stay.
 * The document is used up.
 */
export function mergedYaml(document: Document, before: unknown, after: unknown): string {
  document.contents = merged(document.contents, before, after);
  return document.toString(AS_TYPED);
}
