import { link, mkdir, open, rename, rm, unlink } from 'node:fs/promises';

/** The calls that writing is made of, as Node spells them. Tests put one in between that records them, or dies at one. */
export interface Disk {
  open: typeof open;
  mkdir: (path: string, options: { recursive: true; mode: number }) => Promise<string | undefined>;
  link: (existing: string, path: string) => Promise<void>;
  rename: (from: string, to: string) => Promise<void>;
  unlink: (path: string) => Promise<void>;
  rm: (path: string, options: { recursive: true; force: true }) => Promise<void>;
}

export const nodeDisk: Disk = { open, mkdir, link, rename, unlink, rm };
