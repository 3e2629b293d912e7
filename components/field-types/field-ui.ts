import type { ComponentProps, ComponentType } from 'react';
import type { FieldValidation, FieldValue } from '@/lib/model/field';
import type { Language, UserOperator } from '@/lib/model/states';

/** A choice of a list, in the reader's language. */
export interface Option {
  value: string;
  label: string;
}

/** What a control for a value gets. It holds text, whatever the type; an empty one is no value. */
export interface InputProps extends Pick<ComponentProps<'input'>, 'id' | 'disabled' | 'onBlur' | 'maxLength' | 'aria-describedby' | 'aria-invalid' | 'aria-label'> {
  value: string;
  onChange: (value: string) => void;
  /** The control itself, to be focused. */
  ref?: (element: HTMLElement | null) => void;
  /** Of a list. */
  options: readonly Option[];
  /** Words of the choice of nothing, where there is one. */
  emptyLabel?: string;
}

export interface CellProps {
  /** Never null. */
  value: unknown;
  options: readonly Option[];
}

/** What {@link FieldUi.words} says things with. */
export interface Words {
  yes: string;
  no: string;
  language: Language;
  options: readonly Option[];
  dateTime(date: Date, format: { dateStyle: 'medium'; timeStyle?: 'short'; timeZone?: 'UTC' }): string;
}

/** How a type is asked for and shown; its folder makes it, and its line in the registry makes it known. */
export interface FieldUi {
  readonly type: string;
  readonly Input: ComponentType<InputProps>;
  /** In a list; text cut at a width where there is none. */
  readonly Cell?: ComponentType<CellProps>;
  readonly align?: 'right';
  /** False where values have no order. */
  readonly sortable?: false;
  /** Controls of its own for rules (`min`, `max` …); a line of text where there is none. */
  readonly settings?: Partial<Record<keyof FieldValidation, ComponentProps<'input'>>>;
  /** A value (never null) as its control holds it; a text as it is, the rest as JSON writes it, where this is missing. */
  toInput?(value: unknown): string;
  /** What a control holds (never empty) as JSON carries it; the text itself where this is missing. What is none is given on, to be refused. */
  fromInput?(text: string): FieldValue;
  /** The text of a control or a filter in words, where it is not its own. */
  words?(text: string, words: Words): string;
  /** What can be asked of a column, the likeliest question first; the same as `lib/fields/types` and the store accept. */
  readonly operators: readonly UserOperator[];
  /** The type whose control a filter's value is asked with, where that is another. */
  readonly asks?: Partial<Record<UserOperator, string>>;
}

export const TEXT_QUESTIONS: readonly UserOperator[] = ['contains', 'startsWith', 'eq', 'ne', 'in', 'isNull'];
export const ORDER_QUESTIONS: readonly UserOperator[] = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'isNull'];
export const CHOICE_QUESTIONS: readonly UserOperator[] = ['eq', 'ne', 'in', 'isNull'];
