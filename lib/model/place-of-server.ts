/** Where a server is, as people write it. */
export const placeOfServer = (server: { host: string; port: number } | { directory: string }): string =>
  'directory' in server ? server.directory : `${server.host}:${server.port}`;
