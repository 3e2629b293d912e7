/** One file that is not the same on both sides. */
export interface Difference {
  path: string;
  kind: 'not_copied' | 'removed' | 'different';
}

/** Compares hashes by path, in the order of paths. @param files the truth */
export function differencesBetween(files: ReadonlyMap<string, string>, copy: ReadonlyMap<string, string>): Difference[] {
  const paths = [...new Set([...files.keys(), ...copy.keys()])].sort();
  return paths.flatMap((path): Difference[] => {
    const file = files.get(path);
    const copied = copy.get(path);
    if (file === copied) return [];
    return [{ path, kind: copied === undefined ? 'not_copied' : file === undefined ? 'removed' : 'different' }];
  });
}
