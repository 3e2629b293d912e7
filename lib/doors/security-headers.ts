/** The request header by which `proxy.ts` tells the page its nonce. Whatever a caller sends under this name is overwritten. */
export const NONCE_HEADER = 'x-nonce';

/**
 * Styles that sonner puts into the page by itself, without a nonce: the empty element it begins with
 * and its one sheet, by SHA-256 (CSP Level 3, §8.4). A test compares them with the installed package.
 */
export const SONNER_STYLE_HASHES = ['sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', 'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='] as const;

/** What every answer carries, whatever it is. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  // `no-referrer` would make the browser's own POSTs say `Origin: null`, which the origin check refuses.
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), bluetooth=(), midi=(), display-capture=(), screen-wake-lock=(), browsing-topics=()',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
};

/** And what everything carries that is for pages of this origin alone. */
export const OWN_ORIGIN_HEADERS: Readonly<Record<string, string>> = { 'cross-origin-resource-policy': 'same-origin' };

/** Two years, as browsers' preload lists ask; only where the browser came by https (RFC 6797 §7.2). */
export const STRICT_TRANSPORT = 'max-age=63072000; includeSubDomains';

/** For answers that no browser shows as a page: nothing may load, run or frame them. */
export const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * The policy of a page. Scripts run by the nonce alone, and what they load by `strict-dynamic`: an injected
 * tag, an event attribute or a `javascript:` address does not. Style elements need the nonce too;
 * style *attributes* are allowed, because the server draws bars and marks with them and an attribute can
 * neither run a script nor, with images of our own only, send anything away.
 *
 * @param development hot reload evaluates code, injects styles and talks over a socket; nowhere else
 */
export function pagePolicy(nonce: string, development = false): string {
  const directives = {
    'default-src': ["'none'"],
    'script-src': [`'nonce-${nonce}'`, "'strict-dynamic'", ...(development ? ["'unsafe-eval'"] : [])],
    'style-src': development ? ["'self'", "'unsafe-inline'"] : ["'self'", `'nonce-${nonce}'`, ...SONNER_STYLE_HASHES.map((hash) => `'${hash}'`)],
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...(development ? ['ws:'] : [])],
    'manifest-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}
