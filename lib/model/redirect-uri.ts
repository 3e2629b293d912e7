import type { ClientKind } from './client-kinds';

export { CLIENT_KINDS, type ClientKind } from './client-kinds';

/**
 * Redirect URIs by RFC 6749 (3.1.2), RFC 8252 (7, 8) and RFC 9700 (2.1, 4.1). A URI is taken only in the one
 * form in which the WHATWG parser, that of browsers, writes it: whatever two parsers could read differently (cases, dot
 * segments, backslashes, odd numbers for addresses, default ports) is refused instead of mended. So an
 * exact comparison of texts is a comparison of places.
 */

export const URI_MAX_LENGTH = 1_000;

/** Keys below `validation.` in the catalogue. */
export type UriProblem =
  | 'required' | 'uriTooLong' | 'uriCharacters' | 'uriAscii' | 'uriWildcard' | 'uriFragment' | 'uriInvalid' | 'uriScheme'
  | 'uriHttp' | 'uriUserinfo' | 'uriHost' | 'uriPort' | 'uriDots' | 'uriForm' | 'originForm';
export interface UriVerdict {
  problem: UriProblem;
  params?: Record<string, string | number>;
}

/** Controls and blanks, which parsers drop or keep as they like; quotes and brackets that no URI has (RFC 3986, 2); encoded controls and backslashes. */
const BAD_CHARACTERS = /[\u0000-\u0020\u007f-\u009f\\"<>^`{|}]|%(?:[01][0-9a-f]|7f|5c)|%(?![0-9a-f]{2})/i;
const NOT_ASCII = /[^\u0000-\u007f]/;
const SCHEME = /^([a-z][a-z0-9+.-]*):/;
/** RFC 8252, 7.1: a domain name, reversed; so it has a dot, and no scheme that a browser acts on has one. */
const PRIVATE_USE_SCHEME = /^[a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+$/;
/** Also encoded, and where there is no authority: parsers differ in whether they resolve those. */
const DOT_SEGMENT = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;
const LOOPBACK_V4 = /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;

/** By the parsed host, never by how it begins: `localhost.evil.example` is somebody else's. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || LOOPBACK_V4.test(hostname);
}

/** What is wrong with a text before anybody parses it. */
function rawProblem(text: string): UriProblem | null {
  if (text === '') return 'required';
  if (text.length > URI_MAX_LENGTH) return 'uriTooLong';
  if (BAD_CHARACTERS.test(text)) return 'uriCharacters';
  if (NOT_ASCII.test(text)) return 'uriAscii';
  if (text.includes('*')) return 'uriWildcard';
  if (text.includes('#')) return 'uriFragment';
  return null;
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** The authority as written: what stands between `//` and the next `/` or `?`. */
const authorityOf = (text: string): string => /^[^:]*:\/\/([^/?]*)/.exec(text)?.[1] ?? '';

/** Why a URI may not be registered for a client of this kind; null when it may. */
export function redirectUriProblem(text: string, kind: ClientKind): UriVerdict | null {
  const raw = rawProblem(text);
  if (raw) return { problem: raw, ...(raw === 'uriTooLong' && { params: { max: URI_MAX_LENGTH } }) };
  const scheme = SCHEME.exec(text)?.[1];
  const url = parse(text);
  if (authorityOf(text).includes('@')) return { problem: 'uriUserinfo' };
  if (!url || scheme === undefined) return { problem: 'uriInvalid' };
  if (scheme !== 'https' && scheme !== 'http' && (kind !== 'native' || !PRIVATE_USE_SCHEME.test(scheme))) return { problem: 'uriScheme' };
  if (DOT_SEGMENT.test(text.slice(scheme.length + 1).split('?')[0] ?? '')) return { problem: 'uriDots' };
  return scheme === 'https' || scheme === 'http' ? webProblem(text, url) : privateUseProblem(text, url);
}

function webProblem(text: string, url: URL): UriVerdict | null {
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) return { problem: 'uriHttp' };
  if (url.hostname === '' || url.hostname.endsWith('.')) return { problem: 'uriHost' };
  if (url.port === '0') return { problem: 'uriPort' };
  // The parser gives an empty path its slash; both ways of writing that are good, and are two URIs.
  const canonical = url.pathname === '/' && !text.endsWith('/') && url.search === '' ? url.href.slice(0, -1) : url.href;
  return text === canonical ? null : { problem: 'uriForm', params: { form: canonical } };
}

function privateUseProblem(text: string, url: URL): UriVerdict | null {
  const rest = text.slice(url.protocol.length);
  if (!/[^/]/.test(rest)) return { problem: 'uriInvalid' };
  if (rest.startsWith('///')) return { problem: 'uriHost' };
  return text === url.href ? null : { problem: 'uriForm', params: { form: url.href } };
}

/** Why an origin may not be allowed (CORS); null when it may. Written as browsers send it: RFC 6454, 6.2. */
export function originProblem(text: string): UriVerdict | null {
  const raw = rawProblem(text);
  if (raw) return { problem: raw, ...(raw === 'uriTooLong' && { params: { max: URI_MAX_LENGTH } }) };
  const url = parse(text);
  if (!url) return { problem: 'uriInvalid' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { problem: 'uriScheme' };
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) return { problem: 'uriHttp' };
  return text === url.origin ? null : { problem: 'originForm', params: { form: url.origin } };
}

/**
 * Whether what an application asks for is what was registered: the same text, character by character (RFC 9700,
 * 2.1). For native applications the port of a loopback address is free: the system gives it at run time (RFC 8252, 7.3).
 */
export function matchesRedirectUri(registered: string, asked: string, kind: ClientKind): boolean {
  if (registered === asked) return true;
  if (kind !== 'native' || redirectUriProblem(asked, kind) !== null) return false;
  const [ours, theirs] = [parse(registered), parse(asked)];
  if (ours?.protocol !== 'http:' || theirs?.protocol !== 'http:' || !isLoopbackHost(ours.hostname)) return false;
  return withoutPort(registered) === withoutPort(asked);
}

const withoutPort = (uri: string): string => uri.replace(/^(http:\/\/(?:\[[^\]]*\]|[^:/?]*))(?::\d+)?/, '$1');
