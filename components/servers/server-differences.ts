import type { ServerFormValues } from './server-values';

/** Fields whose words stand in the catalogue under `servers`. */
const FIELDS = ['name', 'directory', 'host', 'port', 'database', 'username', 'maintenanceDatabase', 'directHost', 'directPort', 'maxConnections', 'region', 'description'] as const;
export type ComparedField = (typeof FIELDS)[number] | 'tls';

/** Where two versions of a server differ. Passwords are not compared: nobody is shown one. */
export function differencesBetween(mine: ServerFormValues, theirs: ServerFormValues, label: (field: ComparedField) => string): { name: string; label: string; mine: string; theirs: string }[] {
  const plain = FIELDS.filter((field) => mine[field] !== theirs[field]).map((field) => ({ name: field, label: label(field), mine: mine[field], theirs: theirs[field] }));
  return mine.tls.mode === theirs.tls.mode ? plain : [...plain, { name: 'tls.mode', label: label('tls'), mine: mine.tls.mode, theirs: theirs.tls.mode }];
}
