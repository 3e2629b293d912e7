import type { JsonSchema } from '../describe';

/** What a text of a format looks like. */
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-15T09:30:00.000Z',
  date: '2026-01-15',
  uuid: '0b9f2c4e-6f0e-4d0a-9a53-2f6d1c0e7a11',
  email: 'ada@example.com',
  uri: 'https://app.example.com/callback',
};
/** And of a name. */
const NAMES: Readonly<Record<string, string>> = { slug: 'acme', tenant: 'acme', name: 'Acme', displayName: 'Acme', email: 'ada@example.com', clientId: 'web', runId: '5d1f3a70-2b3c-4a8e-9c35-7be0c2a1d9f4', host: 'db.example.com', ip: '203.0.113.7', version: '3f2a9c1b7d5e4f60', etag: '3f2a9c1b7d5e4f60', serverName: 'eu-1', region: 'eu-west-1', path: 'name', sql: 'alter table …' };
const ID = '5d1f3a70-2b3c-4a8e-9c35-7be0c2a1d9f4';
const SHAPES = ['9f86d081884c7d659a2feaa0c55ad015', '42:9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015', '#0b6e75', 'acme', '1', 'abcdefgh', '2026-01-15'];
const MAX_DEPTH = 6;

/** An answer as it could be, made from its schema: the shape is right, the values are samples. */
export function sampleAnswer(schema: JsonSchema, name = '', depth = 0): unknown {
  const branches = schema.oneOf ?? schema.anyOf;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (branches) return sampleAnswer(branches.find((branch) => branch.type !== 'null') ?? {}, name, depth);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object') return sampleObject(schema, depth);
  if (type === 'array') return depth < MAX_DEPTH && schema.items && Object.keys(schema.items).length > 0 ? Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => sampleAnswer(schema.items ?? {}, name.replace(/s$/, ''), depth + 1)) : [];
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1);
  return type === 'string' ? sampleText(schema, name) : null;
}

function sampleObject({ properties, additionalProperties, required = [] }: JsonSchema, depth: number): Record<string, unknown> {
  if (!properties && typeof additionalProperties === 'object' && depth < MAX_DEPTH) {
    const names = required.length > 0 ? required : Object.keys(additionalProperties).length > 0 ? ['name'] : [];
    return Object.fromEntries(names.map((name) => [name, sampleAnswer(additionalProperties, name, depth + 1)]));
  }
  return Object.fromEntries(Object.entries(properties ?? {}).map(([name, property]) => [name, sampleAnswer(property, name, depth + 1)]));
}

function sampleText({ format, pattern, minLength = 0, maxLength = Infinity }: JsonSchema & { pattern?: string }, name: string): string {
  const own = NAMES[name] ?? (/^id$|Id$/.test(name) ? ID : /^(?:at|since)$|At$/.test(name) ? FORMATS['date-time'] : undefined) ?? (name || 'text');
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength && (pattern === undefined || new RegExp(pattern, 'u').test(text));
  return [...(format ? [FORMATS[format] ?? own] : []), own, ...SHAPES].find(fits) ?? own;
}
