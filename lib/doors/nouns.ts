/** What each noun is about: a line in the help of the command line, and the description of its tag in OpenAPI. */
export const NOUNS: Readonly<Record<string, string>> = {
  audit: 'Who changed what, and whether the record is whole',
  config: 'The files and their copy in the global database',
  fields: "A tenant's user fields: plan a change, apply it",
  me: 'Who is calling, and their console sessions',
  migrations: 'Which migrations are applied where',
  overview: 'Counts, health, runs and the latest changes',
  provisioning: "The steps by which a tenant's data plane is made",
  roles: "Roles of a tenant's users: what each allows, and which inherits from which",
  runs: 'Long work: follow, pause, resume, cancel, retry',
  servers: 'Database servers: register, test, watch, cordon',
  setup: 'The first admin',
  system: 'The mode in force',
  tenants: 'Tenants: create, list, change',
  tokens: 'API tokens',
  users: "A tenant's users: list, edit, disable, sign out, unlock",
  views: 'Saved views of lists',
};
