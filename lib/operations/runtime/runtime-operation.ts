import type { z } from 'zod';
import type { ErrorCode } from '@/lib/errors';
import { defineOperation, type Operation, type OperationSpec } from '../define-operation';
import { DATA_PLANE_ERRORS } from '../users/user-errors';

const NO_SESSION = 'An authorization server calls it with its token; a session of the console never may';

type Own<I extends z.ZodType, O extends z.ZodType> = Pick<OperationSpec<I, O>, 'summary' | 'input' | 'output' | 'handler'> & {
  name: `runtime.${string}`;
  /** Below the tenant's `runtime/`. */
  path: string;
  status?: 200 | 201;
  /** POST unless said. */
  method?: 'GET' | 'POST';
  errors?: readonly ErrorCode[];
  example: z.input<I>;
};

/** What all operations of an authorization server have in common. */
export function runtimeOperation<I extends z.ZodType<{ slug: string }>, O extends z.ZodType>({ path, status, method = 'POST', errors = [], ...own }: Own<I, O>): Operation<I, O> {
  return defineOperation<I, O>({
    ...own,
    kind: 'runtime',
    permission: 'runtime',
    errors: [...DATA_PLANE_ERRORS, ...errors],
    rest: { method, path: `/tenants/{slug}/runtime/${path}`, status },
    absentFrom: { action: NO_SESSION, rpc: NO_SESSION, cli: 'Passwords and tokens would stay in the history of the shell' },
    tenant: ({ slug }) => slug,
  });
}
