export type ParsedAddress =
  | { readonly ok: true; readonly address: string; readonly host: string; readonly origin: string }
  | { readonly ok: false; readonly reason: AddressProblem };

export type AddressProblem =
  | 'empty'
  | 'not-an-address'
  | 'not-http'
  | 'has-credentials'
  | 'has-query-or-fragment';

/**
 * What a user types as a server address → its normal form: scheme added where it is missing
 * (http for this machine, https for all others), no trailing slash. A path is kept, for servers
 * that live under one.
 */
export function parseServerAddress(typed: string): ParsedAddress {
  const text = typed.trim();
  if (text === '') return { ok: false, reason: 'empty' };
  const withScheme = hasScheme(text) ? text : `${isLoopback(text) ? 'http' : 'https'}://${text}`;
  if (!URL.canParse(withScheme)) return { ok: false, reason: 'not-an-address' };
  const url = new URL(withScheme);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { ok: false, reason: 'not-http' };
  if (url.username !== '' || url.password !== '') return { ok: false, reason: 'has-credentials' };
  if (url.search !== '' || url.hash !== '') return { ok: false, reason: 'has-query-or-fragment' };
  // A match pattern made of such a host would cover every site.
  if (url.hostname.includes('*')) return { ok: false, reason: 'not-an-address' };
  if (/\s/.test(text)) return { ok: false, reason: 'not-an-address' };
  const address = `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  return { ok: true, address, host: url.host, origin: url.origin };
}

/** The match pattern that covers a server, for permissions. Patterns carry no port. */
export function matchPattern(address: string): string {
  const url = new URL(address);
  return `${url.protocol}//${url.hostname}/*`;
}

// "localhost:8365" reads as a scheme to URL; a scheme of ours is followed by "//" or is not a host.
const hasScheme = (text: string) =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ||
  /^(https?|javascript|data|file|about|mailto|blob):/i.test(text);

/** Whether a host, or what begins with one, is this machine: it is reached without a network. */
export const isLoopback = (text: string) =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/]|$)/i.test(text);
