import type { BrandingVersion, ImageConfig } from '@/lib/model/branding';
import type { ClientConfig } from '@/lib/model/client';
import type { ScopeConfig } from '@/lib/model/scope';
import type { Versioned } from './ports';

/**
 * Items of one kind of one tenant, in a file of the tenant's folder. All such files of a tenant share one lock, so a guard
 * that reads another of them sees what stays true until the write is done.
 */
export interface TenantItems<T> {
  /** The same for those who only read, often: the same array until something changed, and not theirs to alter. Empty without a file. */
  current(): Promise<readonly T[]>;
  /** In the file's order. @throws AppError `tenant_not_found`, `config_invalid` */
  list(): Promise<Versioned<T>[]>;
  get(id: string): Promise<Versioned<T> | null>;
  /** @param guard may refuse, under the lock. @throws AppError `conflict` when the id is taken, `validation_failed`, `tenant_not_found`. */
  create(item: T, guard?: () => Promise<void>): Promise<Versioned<T>>;
  /** @param expectedVersion `*` skips the check. @throws AppError `not_found`, `precondition_failed`, `validation_failed`. */
  update(id: string, expectedVersion: string, change: (item: T) => T | Promise<T>): Promise<{ before: Versioned<T>; after: Versioned<T> }>;
  /** Answers what was there. @throws AppError `not_found`, `precondition_failed`. */
  remove(id: string, expectedVersion: string, guard?: (item: T) => Promise<void>): Promise<Versioned<T>>;
}

/** A list of one tenant that is changed as one thing. */
export interface WholeList<T> {
  /** The same for those who only read, often: the same array until something changed, and not theirs to alter. Empty without a file. */
  current(): Promise<readonly T[]>;
  /** All of it, in the file's order, and the version of its content. @throws AppError `tenant_not_found`, `config_invalid` */
  list(): Promise<{ items: T[]; version: string }>;
  /**
   * Reads, changes and writes under the file's lock.
   * @param expectedVersion `*` skips the check.
   * @throws AppError `precondition_failed`, `tenant_not_found`, `validation_failed`, `config_invalid`
   */
  change(expectedVersion: string, change: (items: T[]) => T[]): Promise<{ items: T[]; version: string }>;
}

/** OAuth clients of a tenant, by `clientId`. */
export type ClientsConfig = TenantItems<ClientConfig>;
/** The tenant's own scopes, by name. */
export type ScopesConfig = TenantItems<ScopeConfig>;
/** Draft and published versions of a tenant's branding. */
export type BrandingConfig = WholeList<BrandingVersion>;
/** Images that were uploaded for it, by the hash of their content. */
export type ImagesConfig = TenantItems<ImageConfig>;
