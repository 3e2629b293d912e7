import type { Environment } from '@/lib/env';
import type { Logger } from '@/lib/log';
import type { Records } from '@/lib/records/ports';
import type { SecretBox } from '@/lib/secrets/secretbox';
import type { Store } from '@/lib/store/ports';

/** All that a process shares: made once, kept under a global symbol, closed at the end. */
export interface Runtime {
  readonly env: Environment;
  readonly log: Logger;
  readonly secretbox: SecretBox;
  readonly records: Records;
  readonly store: Store;
  /** Random per process; the test of one runtime per process compares it through every door. */
  readonly instanceId: string;
  close(): Promise<void>;
}
