import { withAuditedEnd } from '@/lib/audit/audit-run-end';
import { fieldsRunKind } from '@/lib/fields/apply/run-kind';
import { migrateRunKind } from '@/lib/fleet/migrate-tenant';
import { provisioningRunKinds } from '@/lib/provisioning/run-kinds';
import { importRunKind } from '@/lib/users/files/run-import';
import type { RunKind } from '@/lib/runs';
import type { Runtime } from '@/lib/runtime';

/** Every kind of run there is, for whoever works runs: the worker, and the command line where there is none. */
export const allRunKinds = (runtime: Runtime): RunKind[] => [
  ...[...provisioningRunKinds(runtime), migrateRunKind(runtime), fieldsRunKind(runtime)].map((kind) => withAuditedEnd(kind, runtime.records)),
  // Tells of its end itself, with its counts and in the name of who asked.
  importRunKind(runtime),
];
