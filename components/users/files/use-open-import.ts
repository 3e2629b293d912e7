import { parseAsString, useQueryState } from 'nuqs';

/** Stands in the address while a file is being chosen; afterwards the import's id does. */
export const NEW_IMPORT = 'new';

/** The import whose drawer is open, in the address: it is found again after a reload. */
export function useOpenImport() {
  const [id, set] = useQueryState('import', parseAsString.withOptions({ shallow: true, history: 'push' }));
  return {
    id,
    begin: () => void set(NEW_IMPORT),
    follow: (importId: string) => void set(importId, { history: 'replace' }),
    close: () => void set(null),
  };
}
