/** Roles every tenant starts with. They may be changed afterwards: making them again leaves them as they are. */
export const STANDARD_ROLES: readonly { name: 'admin' | 'member'; description: string; permissions: string[] }[] = [
  { name: 'admin', description: 'May do everything in this tenant', permissions: ['*'] },
  { name: 'member', description: 'An ordinary user', permissions: [] },
];
