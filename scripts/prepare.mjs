// What the commands share that load this project's TypeScript.
import { fileURLToPath } from 'node:url';

/** Lets Node import this project's TypeScript from here on. */
export async function loadTypeScript() {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
}

/** A signal that is aborted by the first Ctrl-C or SIGTERM; further ones are heard and ignored. */
export function stopSignal() {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => controller.abort());
  return controller.signal;
}
