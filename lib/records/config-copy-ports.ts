/** Which `FS_ROOT` the global database belongs to. */
export interface Installation {
  id: string;
  /** Machine that took it, for people. */
  host: string;
  since: string;
  comparedAt: string | null;
  /** How many files differed when they last did; files won. */
  differences: number;
  differedAt: string | null;
}

/** One durable change of a file below `FS_ROOT`. */
export interface CopiedChange {
  /** Its own: a change that is applied twice counts once. */
  id: string;
  path: string;
  /** Null: the file is gone, or the folder of that path with all in it. */
  content: string | null;
  encoding: 'utf8' | 'base64';
  /** Of the bytes, hexadecimal; null where there are none. */
  sha256: string | null;
  /** RFC 3339. */
  at: string;
}

export interface CopiedFile {
  path: string;
  bytes: Buffer;
  sha256: string;
  version: number;
}

/** The control plane's copy. Only a global database holds one; files are the truth. */
export interface ConfigCopyRecords {
  installation(): Promise<Installation | null>;
  /** Makes the database this installation's if it is nobody's; answers whose it is. */
  claim(id: string, host: string): Promise<Installation>;
  /** Makes it this installation's, whosever it was. */
  adopt(id: string, host: string): Promise<void>;
  /** All in one transaction, in their order. @throws AppError `invalid_state` (`foreign`) when another installation owns the database by now */
  apply(installationId: string, changes: readonly CopiedChange[]): Promise<void>;
  /** SHA-256 of every file, by path. */
  manifest(): Promise<Map<string, string>>;
  /** The next files after a path, in their order; empty at the end. */
  files(after: string): Promise<CopiedFile[]>;
  /**
   * Forgets the oldest changes: those older than `olderThanDays`, and all beyond about the `keep` newest. The files'
   * own copies stay. At most `max` at once. @returns how many
   */
  prune(bounds: { olderThanDays: number; keep: number; max: number }): Promise<number>;
  /** Notes that files and copy were compared whole. */
  compared(installationId: string, differences: number): Promise<void>;
}
