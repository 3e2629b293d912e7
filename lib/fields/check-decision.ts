import type { FieldIssue } from '@/lib/errors';
import { isGenerated, type Backfill, type FieldDecision, type FieldValue, type OnFailure } from '@/lib/model/field';
import { findFieldType, type FieldType } from './types';

/** What is wrong with a definition, paths below it. @param type its own, where that is not in the registry */
export function checkDecision(decision: FieldDecision, type = findFieldType(decision.type)): FieldIssue[] {
  if (!type) return [{ path: 'type', message: 'fieldTypeUnknown' }];
  const foreign = Object.keys(decision.validation).filter((key) => !(type.settings as readonly string[]).includes(key));
  if (foreign.length > 0) return foreign.map((key) => ({ path: `validation.${key}`, message: 'fieldRuleForeign' }));
  const issues = (type.check?.(decision.validation) ?? []).map((issue) => ({ ...issue, path: `validation.${issue.path}` }));
  if (issues.length > 0) return issues;
  if (decision.unique && !type.canBeUnique) issues.push({ path: 'unique', message: 'fieldNotUniqueable' });
  if (decision.indexed && !type.canBeIndexed) issues.push({ path: 'indexed', message: 'fieldNotIndexable' });
  if (decision.default !== null) issues.push(...checkValue(type, decision, decision.default, 'default'));
  return issues;
}

export function checkBackfill(decision: FieldDecision, backfill: Backfill, path: string): FieldIssue[] {
  const type = findFieldType(decision.type);
  if (!type) return [{ path, message: 'fieldTypeUnknown' }];
  if (isGenerated(backfill)) return type.generates.includes(backfill.generate) ? [] : [{ path, message: 'fieldCannotGenerate' }];
  return backfill === null ? [] : checkValue(type, decision, backfill, path);
}

export function checkOnFailure(decision: FieldDecision, onFailure: OnFailure): FieldIssue[] {
  const type = findFieldType(decision.type);
  if (!type || typeof onFailure === 'string' || onFailure.default === null) return [];
  return checkValue(type, decision, onFailure.default, 'onFailure.default');
}

function checkValue(type: FieldType, { validation }: FieldDecision, value: FieldValue, path: string): FieldIssue[] {
  const read = type.value(validation).safeParse(value);
  return read.success ? [] : [{ path, ...issueWords(read.error.issues[0]) }];
}

/** Our own messages are keys already; those of zod say that the kind is wrong. */
export function issueWords(issue: { code?: string; message: string; params?: unknown } | undefined): Omit<FieldIssue, 'path'> {
  if (issue?.code !== 'custom') return { message: 'invalidType' };
  return { message: issue.message, params: (issue.params ?? {}) as Record<string, string | number> };
}

/** A value as the type writes it; it was checked before. */
export function canonicalValue(decision: FieldDecision, value: FieldValue): FieldValue {
  if (value === null) return null;
  const read = findFieldType(decision.type)?.value(decision.validation).safeParse(value);
  return read?.success ? read.data : value;
}
