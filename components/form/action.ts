/** What a server action answers, as forms see it; the words are in the reader's language already. */
export interface ActionProblem {
  code: string;
  title: string;
  detail: string;
  status: number;
  reference?: string;
  retryAfterSeconds?: number;
  errors: { path: string; message: string }[];
}
export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ActionProblem };

/** An operation as a page hands it to a form or a button. */
export type Action<I, O> = (input: I, guards?: { ifMatch?: string; idempotencyKey?: string }) => Promise<ActionResult<O>>;
