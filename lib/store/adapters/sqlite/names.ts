import type { Isolation } from '@/lib/model/common';

/** A tenant's file bears its id, so that no slug ever meets another's file; there are no roles. */
export function physicalNames(tenant: { id: string; slug: string }, _isolation: Isolation): { name: string; role: null } {
  return { name: tenant.id, role: null };
}

/** Begins the names of files that are not a tenant's yet: only its own runs ever make or remove them. */
export const temporaryPrefix = (tenantId: string): string => `.new-${tenantId}-`;

/** What belongs to a file beside it (sqlite.org/tempfiles.html). */
export const besides = (file: string): string[] => [`${file}-wal`, `${file}-shm`, `${file}-journal`];
