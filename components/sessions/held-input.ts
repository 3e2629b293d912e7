import { LIVENESS } from '@/lib/model/states';

/** The input of either list from its address. */
export function heldInput(slug: string, values: Readonly<Record<string, string>>) {
  const { status, ...rest } = values;
  const known = LIVENESS.find((one) => one === status);
  return { slug, ...rest, ...(known && { status: known }) };
}
