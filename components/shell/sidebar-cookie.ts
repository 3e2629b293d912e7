/** Remembers whether the sidebar is collapsed: `open` or `collapsed`. */
export const SIDEBAR_COOKIE = 'tenantry-sidebar';
