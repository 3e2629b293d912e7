import type { FileHandle } from 'node:fs/promises';
import { type Disk, nodeDisk } from '@/lib/store/adapters/fs/disk';

/** One call on the file system, about to be made. */
export interface DiskCall {
  call: 'open' | 'write' | 'sync' | 'close' | 'mkdir' | 'link' | 'rename' | 'unlink' | 'rm';
  path: string;
  /** Target of a link or rename. */
  to?: string;
  /** What is being written. */
  data?: string | Uint8Array;
  handle?: FileHandle;
}

/** The file system itself, with `before` told of each call; the call is made when that is done. */
export function watchedDisk(before: (call: DiskCall) => Promise<void> | void): Disk {
  const watched = (handle: FileHandle, path: string): FileHandle =>
    new Proxy(handle, {
      get(target, key) {
        const own: unknown = Reflect.get(target, key, target);
        if (typeof own !== 'function') return own;
        const call = ({ writeFile: 'write', sync: 'sync', close: 'close' } as const)[key as string];
        return async (...args: unknown[]) => {
          if (call) await before({ call, path, handle: target, ...(call === 'write' && { data: args[0] as string | Uint8Array }) });
          return Reflect.apply(own, target, args) as unknown;
        };
      },
    });
  return {
    async open(path, flags, mode) {
      await before({ call: 'open', path: String(path) });
      return watched(await nodeDisk.open(path, flags, mode), String(path));
    },
    async mkdir(path, options) {
      await before({ call: 'mkdir', path });
      return nodeDisk.mkdir(path, options);
    },
    async link(path, to) {
      await before({ call: 'link', path, to });
      return nodeDisk.link(path, to);
    },
    async rename(path, to) {
      await before({ call: 'rename', path, to });
      return nodeDisk.rename(path, to);
    },
    async unlink(path) {
      await before({ call: 'unlink', path });
      return nodeDisk.unlink(path);
    },
    async rm(path, options) {
      await before({ call: 'rm', path });
      return nodeDisk.rm(path, options);
    },
  };
}
