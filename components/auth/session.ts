/**
 * Signing in and out by next-auth's own routes (`/api/auth/*`), which answer `{url}` to `json: true`.
 * Its browser library does this and much that the console has no use for (14 kB of script on every page).
 */
export interface SignInAnswer {
  ok: boolean;
  /** Of next-auth, or ours that it carries; see `refusal.ts`. */
  error: string | null;
}

/** @throws when the server does not answer */
export async function signIn(values: { email: string; password: string; code?: string }): Promise<SignInAnswer> {
  const { response, url } = await send('callback/credentials', { ...values, callbackUrl: location.href });
  return { ok: response.ok, error: url.searchParams.get('error') };
}

/** Ends the session. @returns where to go now @throws when the server does not answer */
export async function signOut(): Promise<URL> {
  return (await send('signout', { callbackUrl: '/sign-in' })).url;
}

async function send(path: string, values: Record<string, string>): Promise<{ response: Response; url: URL }> {
  const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
  const response = await fetch(`/api/auth/${path}`, { method: 'POST', body: new URLSearchParams({ ...values, csrfToken, json: 'true' }) });
  const { url } = (await response.json()) as { url: string };
  return { response, url: new URL(url, location.origin) };
}
