import type { Kit } from '../kit';

/** The control plane's files as last copied; written in the global database only. */
export const configFile = (k: Kit) =>
  k.table('config_file', {
    /** Below `FS_ROOT`. */
    path: k.text('path').primaryKey(),
    /** As it is where it is UTF-8, else base64. */
    content: k.text('content').notNull(),
    encoding: k.text('encoding').$type<'utf8' | 'base64'>().notNull(),
    /** Of the file's bytes, hexadecimal. */
    sha256: k.text('sha256').notNull(),
    /** Grows with each change of this file. */
    version: k.bigint('version').notNull(),
    changedAt: k.time('changed_at').notNull(),
  });
