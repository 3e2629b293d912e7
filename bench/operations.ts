import { z } from 'zod';
import { defineOperation, type Operation, type OperationContext } from '@/lib/operations/define-operation';
import { runOperation } from '@/lib/operations/pipeline';
import { operations } from '@/lib/operations/registry';
import { callAs, openTestRuntime, principalOf, type TestRuntime } from '@/lib/testing/test-runtime';
import { interleave, type Variant } from './interleave';
import { report } from './report';

const OWNER = principalOf('owner');
const ROUNDS = { rounds: 40, perRound: 20, warmUp: 20 };
const SLUG = 'acme';

/** Does nothing, so that what the pipeline adds is all there is. */
const nothing = (kind: 'read' | 'write') =>
  defineOperation({
    name: `bench.${kind}`,
    kind,
    permission: 'tenants:read',
    summary: 'Nothing',
    input: z.object({ slug: z.string() }),
    output: z.object({}),
    errors: [],
    rest: { method: 'POST', path: `/bench/${kind}` },
    target: ({ slug }) => ({ type: 'tenant', id: slug, tenant: slug }),
    tenant: ({ slug }) => slug,
    handler: () => Promise.resolve({}),
  });

/** What the pipeline costs a call, beside the operation's handler alone; its parts apart. Records in a file, tenants in files. */
export async function run(): Promise<void> {
  const runtime = await openTestRuntime();
  try {
    await runOperation(operations.tenants.create, { slug: SLUG, name: 'Acme', database: null }, callAs(OWNER), runtime);
    const measured = await interleave(await variantsOn(runtime), ROUNDS);
    await report('operations', measured, {});
  } finally {
    await runtime.dispose();
  }
}

async function variantsOn(runtime: TestRuntime): Promise<Variant[]> {
  const call = () => callAs(OWNER, { ifMatch: '*' });
  const context = (): OperationContext => ({ ...call(), runtime, audit: { target: () => undefined, changes: () => undefined } });
  const { get, update } = operations.tenants;
  const tenant = await get.handler({ slug: SLUG }, context());
  let n = 0;
  const edit = () => ({ slug: SLUG, displayName: `Acme ${(n += 1)}` });
  const [read, write] = [nothing('read'), nothing('write')];
  const intent = { actor: { type: OWNER.type, id: OWNER.id, name: OWNER.name }, door: 'rest' as const, action: 'bench.write', target: { type: 'tenant', id: SLUG, tenant: SLUG }, changes: [], ip: null };
  const through = (operation: Operation, input: unknown) => runOperation(operation, input, call(), runtime);
  return [
    { name: 'tenants.get: handler alone', run: () => get.handler({ slug: SLUG }, context()) },
    { name: 'tenants.get: through the pipeline', run: () => through(get, { slug: SLUG }) },
    { name: '  of that: checking the input', run: () => get.input.safeParseAsync({ slug: SLUG }) },
    { name: '  of that: checking the answer', run: () => Promise.resolve(get.output.parse(tenant)) },
    { name: 'a read that does nothing, through the pipeline', run: () => through(read, { slug: SLUG }) },
    { name: 'tenants.update: handler alone', run: () => update.handler(edit(), context()) },
    { name: 'tenants.update: through the pipeline', against: 'tenants.update: handler alone', run: () => through(update, edit()) },
    {
      name: '  of that: intent and outcome',
      against: 'tenants.update: handler alone',
      run: async () => {
        const { id } = await runtime.records.audit.intent(intent);
        await runtime.records.audit.outcome(id, { success: true });
      },
    },
    { name: 'a write that does nothing, through the pipeline', against: 'tenants.update: handler alone', run: () => through(write, { slug: SLUG }) },
  ];
}
