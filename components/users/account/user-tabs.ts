import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';

/** What the drawer of a user shows, part by part. */
export const USER_TABS = ['profile', 'identities', 'sessions', 'mfa', 'consents', 'roles', 'activity'] as const;
export type UserTab = (typeof USER_TABS)[number];

const PARSERS = { user: parseAsString, tab: parseAsStringLiteral(USER_TABS).withDefault('profile') };

/** Address of a user's drawer. */
export function userHref(slug: string, id: string, tab: UserTab = 'profile'): string {
  const search = new URLSearchParams({ user: id, ...(tab !== 'profile' && { tab }) });
  return `/tenants/${slug}/users?${search.toString()}`;
}

/** The user whose drawer is open and the part that is shown, kept in the address beside the list's own state. */
export function useOpenUser() {
  const [{ user, tab }, set] = useQueryStates(PARSERS, { shallow: true, clearOnDefault: true });
  const open = useCallback((id: string, at: UserTab = 'profile') => void set({ user: id, tab: at }, { history: 'push' }), [set]);
  return {
    id: user,
    tab,
    open,
    show: (next: UserTab) => void set({ tab: next }, { history: 'replace' }),
    close: () => void set({ user: null, tab: null }, { history: 'push' }),
  };
}
