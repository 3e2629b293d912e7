const YEAR_SECONDS = 31_536_000;

/** Remembers a choice in this browser for a year, in a cookie, so that the server draws by it. Nothing that is secret. */
export function rememberChoice(name: string, value: string): void {
  const secure = window.location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
}
