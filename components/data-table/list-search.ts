import type { z } from 'zod';

type SearchParams = Record<string, string | string[] | undefined>;

/** The input of a list operation from a page's address; what the operation would refuse is left out. */
export function listSearch<I extends z.ZodObject>(schema: I, params: SearchParams): z.output<I> {
  const known = Object.entries(params).filter(([name, value]) => name in schema.shape && typeof value === 'string' && value !== '');
  const whole = schema.safeParse(Object.fromEntries(known));
  if (whole.success) return whole.data;
  const fine = known.filter(([name, value]) => schema.shape[name]?.safeParse(value).success);
  return schema.parse(Object.fromEntries(fine));
}
