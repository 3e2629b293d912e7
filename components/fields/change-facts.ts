import { toInput } from '@/components/field-types';
import type { Field, FieldDecision, FieldValidation } from '@/lib/model/field';
import { optionValues } from '@/lib/model/field-text';
import type { FieldCommand } from './pending-changes';

type Flag = 'required' | 'unique' | 'indexed' | 'pii' | 'editableByUser';
type Text = 'name' | 'type' | 'label' | 'description' | 'group' | 'claim' | 'default';

/** One thing that a change does, to be put into words. An empty text is none. */
export type ChangeFact =
  | { kind: 'add'; type: string }
  | { kind: 'drop' | 'restore' }
  | { kind: 'flag'; flag: Flag; on: boolean }
  | { kind: 'text'; what: Text; before: string; after: string }
  | { kind: 'rule'; rule: keyof FieldValidation; before: string; after: string };

const FLAGS: readonly Flag[] = ['required', 'unique', 'indexed', 'pii', 'editableByUser'];
const RULES: readonly (keyof FieldValidation)[] = ['min', 'max', 'minLength', 'maxLength', 'pattern', 'precision', 'scale', 'options', 'minItems', 'maxItems'];

/** What the commands of one field do to it. @param field as it is; null for an added one @param textOf a text for the reader */
export function factsOf(field: Field | null, commands: readonly FieldCommand[], textOf: (text: FieldDecision['label']) => string): ChangeFact[] {
  if (!field) return commands.flatMap((command) => (command.op === 'add' ? added(command) : []));
  return commands.flatMap((command): ChangeFact[] => {
    switch (command.op) {
      case 'drop':
      case 'restore':
        return [{ kind: command.op }];
      case 'rename':
        return [{ kind: 'text', what: 'name', before: field.name, after: command.name }];
      case 'retype':
        return [{ kind: 'text', what: 'type', before: field.type, after: command.type }, ...rules(field.validation, command.validation)];
      case 'alter':
        return [...flags(field, command), ...texts(field, command, textOf), ...rules(field.validation, command.validation)];
      default:
        return [];
    }
  });
}

type Given = { [Key in keyof FieldDecision]?: FieldDecision[Key] | undefined };

function added(command: FieldCommand & { op: 'add' }): ChangeFact[] {
  return [{ kind: 'add', type: command.type }, ...FLAGS.flatMap((flag): ChangeFact[] => (command[flag] ? [{ kind: 'flag', flag, on: true }] : []))];
}

const flags = (field: Field, given: Given): ChangeFact[] =>
  FLAGS.flatMap((flag): ChangeFact[] => (given[flag] === undefined || given[flag] === field[flag] ? [] : [{ kind: 'flag', flag, on: given[flag] === true }]));

function texts(field: Field, given: Given, textOf: (text: FieldDecision['label']) => string): ChangeFact[] {
  const pairs: [Text, string, string | undefined][] = [
    ['label', textOf(field.label), given.label === undefined ? undefined : textOf(given.label)],
    ['description', textOf(field.description), given.description === undefined ? undefined : textOf(given.description)],
    ['group', field.group, given.group],
    ['claim', field.claim ?? '', given.claim === undefined ? undefined : (given.claim ?? '')],
    ['default', toInput(field.type, field.default), given.default === undefined ? undefined : toInput(field.type, given.default)],
  ];
  // Another language's text may have changed while the reader's stayed: that is said too.
  return pairs.flatMap(([what, before, after]): ChangeFact[] => (after === undefined ? [] : [{ kind: 'text', what, before, after }]));
}

function rules(before: FieldValidation, after: FieldValidation | undefined): ChangeFact[] {
  if (!after) return [];
  const textOf = (validation: FieldValidation, rule: keyof FieldValidation) => (rule === 'options' ? optionValues(validation).join(', ') : String(validation[rule] ?? ''));
  return RULES.map((rule) => ({ kind: 'rule' as const, rule, before: textOf(before, rule), after: textOf(after, rule) })).filter((fact) => fact.before !== fact.after);
}
