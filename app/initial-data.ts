import { unstable_rethrow } from 'next/navigation';

/**
 * The first data of a screen that reads for itself afterwards. A failed read leaves it undefined: the
 * screen asks again and says in words what is wrong. Redirects and not-found pass.
 */
export async function initialData<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    unstable_rethrow(error);
    return undefined;
  }
}
