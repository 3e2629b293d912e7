import { CLIENT_KINDS, type ClientKind } from '@/lib/model/client-kinds';

export interface ClientsInput {
  slug: string;
  q?: string;
  sort?: string;
  cursor?: string;
  kind?: ClientKind;
}

/** The input of `clients.list` from its address. */
export function clientsInput(slug: string, { q, sort, cursor, kind }: Readonly<Record<string, string | undefined>>): ClientsInput {
  const known = CLIENT_KINDS.find((one) => one === kind);
  return { slug, ...(q && { q }), ...(sort && { sort }), ...(cursor && { cursor }), ...(known && { kind: known }) };
}
