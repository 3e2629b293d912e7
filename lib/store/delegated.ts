type Method = (...args: unknown[]) => Promise<unknown>;

/**
 * A repository that is there before its database is: each call asks for the true one. Its methods
 * all answer promises, so none can tell the difference.
 */
export function delegated<Repository extends object>(open: () => Promise<Repository>): Repository {
  const methods = new Map<string, Method>();
  return new Proxy({} as Repository, {
    get(_target, name) {
      // What is awaited by mistake must not be taken for a promise.
      if (typeof name !== 'string' || name === 'then') return undefined;
      let method = methods.get(name);
      if (!method) {
        method = async (...args) => {
          const repository = (await open()) as Record<string, Method>;
          const found = repository[name];
          if (!found) throw new TypeError(`a repository has no ${name}`);
          return found.apply(repository, args);
        };
        methods.set(name, method);
      }
      return method;
    },
  });
}
