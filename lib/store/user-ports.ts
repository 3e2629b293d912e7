import type { User, UserFilter } from '@/lib/model/user';

/** A user with its custom fields; `version` changes with every edit. */
export type TenantUser = User;

/** System columns that a caller may set. */
export interface UserProfile {
  emailVerified?: boolean;
  name?: string | null;
  givenName?: string | null;
  familyName?: string | null;
  picture?: string | null;
  locale?: string | null;
  language?: string | null;
  metadata?: Record<string, unknown>;
  /** By the fields' names; null empties one. */
  customFields?: Record<string, unknown>;
}

export interface NewUser extends UserProfile {
  email: string;
  /** Makes the password identity in the same transaction. */
  passwordHash?: string;
  /** The password must be changed at the next sign-in. */
  passwordTemporary?: boolean;
}

/** One of many who come at once. */
export interface ImportedUser extends NewUser {
  /** UUID, chosen by the caller: who comes twice is known by it. */
  id: string;
  /** Switched off from the beginning; `until` is RFC 3339, null is for good. */
  disabled?: { reason: string; until: string | null } | null;
}

export interface UserListQuery {
  /** 1–500. */
  limit: number;
  /** From the page before; belongs to the same `sort`. */
  cursor?: string;
  /** Searched in e-mail and names, without case. */
  q?: string;
  /** A column's API name, with `-` for descending. Default `createdAt`. Empty values come last either way. */
  sort?: string;
  filters?: readonly UserFilter[];
}

export interface UserPage {
  items: TenantUser[];
  nextCursor: string | null;
  /** `not_indexed`: a filter or the sort is on a column without an index. */
  warnings: 'not_indexed'[];
}

/** An edit, with the user as it stood before. */
export interface UserEdit {
  before: TenantUser;
  after: TenantUser;
}

/**
 * Users of one tenant. Values of custom fields are checked against the tenant's definitions here, on
 * every path: `validation_failed` with `customFields.<name>`; what is taken is `conflict` with the same path.
 * `expectedVersion` is compared in the writing statement itself; `*` (default) skips it.
 * @throws AppError `not_found` (edits), `precondition_failed`, `validation_failed`, `conflict`, and what a connection may throw.
 */
export interface UsersRepository {
  /** @throws AppError `conflict` when the e-mail is taken, compared without case. */
  create(user: NewUser): Promise<TenantUser>;
  getById(id: string): Promise<TenantUser | null>;
  getByEmail(email: string): Promise<TenantUser | null>;
  /** Keyset pages: rows that are inserted meanwhile never repeat or hide others. */
  list(query: UserListQuery): Promise<UserPage>;
  count(filters?: readonly UserFilter[]): Promise<number>;
  update(id: string, change: UserProfile & { email?: string }, expectedVersion?: string): Promise<UserEdit>;
  /** @param until RFC 3339; null is for good. */
  disable(id: string, how: { reason: string; until?: string | null }, expectedVersion?: string): Promise<UserEdit>;
  enable(id: string, expectedVersion?: string): Promise<UserEdit>;
  /** Answers what was deleted, with all that hung on it. */
  delete(id: string, expectedVersion?: string): Promise<TenantUser>;
  /**
   * Many at once, all of them or none.
   * @throws AppError `conflict` and `validation_failed` without saying of whom: the caller tries fewer
   */
  createMany(users: readonly ImportedUser[]): Promise<void>;
  /**
   * Many edits at once, all of them or none, each user's as {@link UsersRepository.update} without looking before.
   * @returns ids of who is not there
   */
  updateMany(edits: readonly { id: string; change: UserProfile & { email?: string } }[]): Promise<string[]>;
  /** Who has one of these addresses (at most 1,000), compared without case. */
  findByEmails(emails: readonly string[]): Promise<{ id: string; email: string; status: User['status'] }[]>;
  /** Sets or makes the password identity, and clears its failed attempts. */
  setPassword(id: string, password: { hash: string; temporary: boolean }): Promise<void>;
}
