import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '@/lib/auth/permissions';
import { ERROR_CODES } from '@/lib/errors';
import audit from '@/lib/i18n/messages/en/audit.json';
import { isAudited } from './define-operation';
import { allOperations, operations } from './registry';

describe('registry', () => {
  it('names each operation as it is registered', () => {
    for (const [noun, verbs] of Object.entries(operations)) {
      for (const [verb, operation] of Object.entries(verbs)) expect(operation.name).toBe(`${noun}.${verb}`);
    }
  });
  it('gives each a permission that exists, codes that exist, and a route of its own', () => {
    const routes = allOperations().map((operation) => `${operation.rest.method} ${operation.rest.path}`);
    expect(new Set(routes).size).toBe(routes.length);
    for (const operation of allOperations()) {
      expect(PERMISSIONS).toContain(operation.permission);
      for (const code of operation.errors) expect(ERROR_CODES).toContain(code);
    }
  });
  it('has words for whatever the audit tells of', () => {
    const words = audit.action as Record<string, Record<string, string>>;
    const wordless = allOperations().filter((operation) => isAudited(operation) && words[operation.name.split('.')[0] ?? '']?.[operation.name.split('.')[1] ?? ''] === undefined);
    expect(wordless.map(({ name }) => name)).toEqual([]);
  });
  it('has every path parameter in the input', () => {
    for (const operation of allOperations()) {
      const shape = Object.keys((operation.input as unknown as { shape: object }).shape);
      for (const [, name] of operation.rest.path.matchAll(/\{(\w+)\}/g)) expect(shape, operation.name).toContain(name);
    }
  });
  it('lets nothing but the first set-up, one-time links, and what pages for signing in read, work without signing in', () => {
    expect(allOperations().filter((operation) => operation.permission === 'public').map((operation) => operation.name)).toEqual(['branding.published', 'invitations.check', 'invitations.accept', 'setup.check', 'setup.complete']);
  });
});
