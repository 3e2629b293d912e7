import { toNestErrors } from '@hookform/resolvers';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo } from 'react';
import type { FieldError, FieldValues, Resolver } from 'react-hook-form';
import type { z } from 'zod';
import { afterLoad } from '@/lib/doors/rpc/after-load';
import { zodIssueKey } from '@/lib/i18n/zod-issue-key';

/** A schema, or how to fetch it once the page has loaded: what is shown first need not wait for zod. Stable: defined outside the component. */
export type SchemaSource<I> = z.ZodType<I> | (() => Promise<z.ZodType<I>>);

type Words = (key: string, values?: Record<string, string | number>) => string;

/**
 * Checks a form with the operation's own schema, its messages from the catalogue.
 * `toInput` makes the operation's input from what the form holds; paths are the input's.
 */
export function useZodResolver<V extends FieldValues, I>(schema: SchemaSource<I>, toInput: (values: V) => unknown = (values) => values): Resolver<V, unknown, V> {
  const t = useTranslations('validation') as unknown as Words;
  // It is there by the time that somebody leaves the first field.
  useEffect(() => (typeof schema === 'function' ? afterLoad(() => void schema().catch(() => undefined)) : undefined), [schema]);
  return useMemo(
    () => async (values, _context, options) => {
      const checks = typeof schema === 'function' ? await schema() : schema;
      const parsed = await checks.safeParseAsync(toInput(values));
      if (parsed.success) return { values, errors: {} };
      const found: Record<string, FieldError> = {};
      for (const issue of parsed.error.issues) {
        const path = issue.path.join('.') || 'root';
        const { key, params } = zodIssueKey(issue);
        found[path] ??= { type: key, message: t(key, params) };
      }
      return { values: {}, errors: toNestErrors(found, options) };
    },
    [schema, t, toInput],
  );
}
