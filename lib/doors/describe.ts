import { z } from 'zod';
import type { Operation } from '@/lib/operations/define-operation';

/** The part of JSON Schema (2020-12) that the doors read. */
export interface JsonSchema {
  type?: string | string[];
  description?: string;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

/** An operation's input as callers give it, before defaults and transformations. */
export const inputSchemaOf = (operation: Operation): JsonSchema => z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
/** An operation's answer. */
export const outputSchemaOf = (operation: Operation): JsonSchema => z.toJSONSchema(operation.output, { io: 'output', unrepresentable: 'any' }) as JsonSchema;

/** The input that an operation shows as its example, or one made of samples for what it requires. */
export function exampleOf(operation: Operation): Record<string, unknown> {
  if (operation.example) return operation.example as Record<string, unknown>;
  const { properties = {}, required = [] } = inputSchemaOf(operation);
  return Object.fromEntries(required.map((name) => [name, sampleOf(name, properties[name] ?? {})]));
}

const SAMPLES: Record<string, string> = { slug: 'acme', name: 'Acme', email: 'ada@example.com', id: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11', identityId: '5d1f3a70-2b3c-4a8e-9c35-7be0c2a1d9f4', clientId: 'web' };

function sampleOf(name: string, schema: JsonSchema): unknown {
  const [choice] = schema.enum ?? [];
  if (schema.default !== undefined) return schema.default;
  if (choice !== undefined) return choice;
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (schema.type === 'boolean') return true;
  if (schema.type === 'array') return [];
  if (schema.type === 'object') return {};
  return SAMPLES[name] ?? name;
}

/** Inputs that mean the same in every operation. */
const COMMON: Record<string, string> = {
  slug: 'Slug of the tenant',
  limit: 'Items of one page',
  cursor: 'Where the page before ended, as its answer said (nextCursor)',
  q: 'Text to look for',
  sort: 'Field to sort by; with a minus in front, descending',
};

/** What an input means: its schema's words, else those of every operation. Empty when it has none. */
export function descriptionOf(operation: Operation, property: string, schema: JsonSchema): string {
  const own = schema.description ?? schema.anyOf?.find((branch) => branch.description)?.description;
  if (own) return own;
  if (property === 'id') return `Id of the ${singular(operation.name.split('.')[0] ?? '')}`;
  return COMMON[property] ?? '';
}

const singular = (noun: string): string => (noun === 'me' ? 'session' : noun.replace(/s$/, ''));
