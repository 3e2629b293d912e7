import { isGenerated, type FieldDecision, type FieldDefinition } from '@/lib/model/field';
import type { WantedColumn } from '@/lib/store';
import { fieldType } from './types';

/** What a field is to become, or is. */
export function decisionOf(field: FieldDefinition): FieldDecision & { hidden: boolean } {
  if (field.work?.becomes) return field.work.becomes;
  const { name, type, label, description, required, unique, indexed, default: byDefault, validation, pii, claim, editableByUser, order, group } = field;
  return { name, type, label, description, required, unique, indexed, default: byDefault, validation, pii, claim, editableByUser, order, group, hidden: field.state === 'hidden' };
}

/** The columns that fields want, those left out whose column stays as it is. */
export const wantedColumns = (fields: readonly FieldDefinition[]): WantedColumn[] => fields.filter((field) => field.work?.ends !== 'release').map(wantedColumn);

/** The column that a field wants, a change at work included. */
export function wantedColumn(field: FieldDefinition): WantedColumn {
  const decision = decisionOf(field);
  const type = fieldType(decision.type);
  const { backfill, onFailure = 'abort', takes, ends } = field.work ?? {};
  const stored = type.toStored;
  return {
    fieldId: field.id,
    column: decision.name,
    storage: type.storage(decision.validation),
    required: decision.required && !decision.hidden,
    unique: decision.unique,
    indexed: decision.indexed,
    default: decision.default === null ? null : stored(decision.default),
    presence: ends ? 'gone' : decision.hidden ? 'hidden' : 'live',
    fill: backfill === undefined || backfill === null ? null : isGenerated(backfill) ? backfill : { value: stored(backfill) },
    onInvalid: typeof onFailure === 'string' ? onFailure : onFailure.default === null ? 'null' : { value: stored(onFailure.default) },
    ...(takes === undefined ? {} : { takes }),
  };
}
