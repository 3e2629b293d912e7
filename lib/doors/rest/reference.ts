import type { Permission } from '@/lib/auth/permissions';
import { ERROR_STATUS, type ErrorCode } from '@/lib/errors';
import { reaches, type Operation } from '@/lib/operations/define-operation';
import { isRepeatable } from '@/lib/operations/idempotency';
import { allOperations } from '@/lib/operations/registry';
import { callableOf } from '../callable';
import { descriptionOf, exampleOf, inputSchemaOf, outputSchemaOf } from '../describe';
import { NOUNS } from '../nouns';
import type { Callable } from '../snippets/snippets';
import { codesOf } from './openapi-route';
import { REST_PREFIX } from './rest-handler';
import { sampleAnswer } from './sample-answer';
import { schemaRows, type SchemaRow } from './schema-rows';

/** An operation in one line. */
export interface ReferenceEntry {
  name: string;
  method: string;
  /** With the base. */
  path: string;
  summary: string;
  permission: Permission;
  /** Whether who looks has the permission. */
  mayCall: boolean;
}

export interface ReferenceGroup {
  noun: string;
  about: string;
  entries: ReferenceEntry[];
}

/** All that is told of one operation. */
export interface Reference extends ReferenceEntry {
  noun: string;
  takesIfMatch: boolean;
  takesIdempotencyKey: boolean;
  inPath: SchemaRow[];
  inQuery: SchemaRow[];
  body: SchemaRow[];
  /** Media types of a file that is sent, or answered. */
  accepts: readonly string[];
  answers: readonly string[];
  status: number;
  answer: SchemaRow[];
  sample: unknown;
  codes: { code: ErrorCode; status: number }[];
  callable: Callable;
  example: Record<string, unknown>;
}

const operationsOfRest = (): Operation[] => allOperations().filter((operation) => reaches('rest', operation));
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Operations of REST by noun; those that have every word of `query` in name, method, path, summary or permission. */
export function referenceIndex(permissions: readonly string[], { query = '', onlyMine = false }: { query?: string; onlyMine?: boolean } = {}): ReferenceGroup[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const groups = new Map<string, ReferenceEntry[]>();
  for (const operation of operationsOfRest()) {
    const noun = nounOf(operation);
    const entry = entryOf(operation, permissions);
    const text = fold([entry.name, entry.method, entry.path, entry.summary, entry.permission].join(' '));
    if ((onlyMine && !entry.mayCall) || !words.every((word) => text.includes(word))) continue;
    groups.set(noun, [...(groups.get(noun) ?? []), entry]);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b, 'en')).map(([noun, entries]) => ({ noun, about: NOUNS[noun] ?? '', entries }));
}

/** @returns null when there is no such operation. */
export function referenceOf(name: string, permissions: readonly string[]): Reference | null {
  const operation = operationsOfRest().find((candidate) => candidate.name === name);
  if (!operation) return null;
  const { rest, kind } = operation;
  const callable = callableOf(operation);
  const rows = schemaRows(inputSchemaOf(operation), (property, schema) => descriptionOf(operation, property, schema));
  const isInPath = ({ path }: SchemaRow) => callable.places.includes(path.split(/[.[(]/)[0] ?? '');
  const others = rows.filter((row) => !isInPath(row));
  const hasBody = rest.method !== 'GET' && rest.method !== 'DELETE' && !rest.accepts;
  const output = kind === 'stream' || rest.status === 204 ? null : outputSchemaOf(operation);
  return {
    ...entryOf(operation, permissions),
    noun: nounOf(operation),
    takesIfMatch: callable.takesIfMatch,
    takesIdempotencyKey: isRepeatable(operation) && operation.permission !== 'public',
    inPath: rows.filter(isInPath),
    inQuery: hasBody ? [] : others,
    body: hasBody ? others : [],
    accepts: rest.accepts ?? [],
    answers: rest.answers ?? [],
    status: rest.status ?? 200,
    answer: output ? schemaRows(output) : [],
    sample: output ? sampleAnswer(output) : null,
    codes: [...new Set(codesOf(operation))].map((code) => ({ code, status: ERROR_STATUS[code] })).sort((a, b) => a.status - b.status),
    callable,
    example: exampleOf(operation),
  };
}

function entryOf({ name, rest, summary, permission }: Operation, permissions: readonly string[]): ReferenceEntry {
  return { name, method: rest.method, path: `${REST_PREFIX}${rest.path}`, summary, permission, mayCall: permission === 'public' || permissions.includes(permission) };
}

const nounOf = ({ name }: Operation): string => name.split('.')[0] ?? '';
