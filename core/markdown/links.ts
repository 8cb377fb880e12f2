import type { SafeLink } from './model.ts';

/** In characters. A definition's address stands in the blocks as often as it is referred to. */
const longestAddress = 4000;
const allowed = ['http:', 'https:', 'mailto:'];

/**
 * Admits an address that may become a link: absolute, of usual length, and http, https or mailto by the URL
 * parser's own reading. Invisible characters are dropped first, as they could hide the scheme; so
 * are a user's name and password, as `https://bank.example@evil.example` is not the bank's.
 */
export function parseLink(address: string): SafeLink | undefined {
  if (address.length > longestAddress) return undefined;
  const visible = address.replace(/[\p{Cc}\p{Cf}\p{Z}]/gu, '');
  if (!URL.canParse(visible)) return undefined;
  const url = new URL(visible);
  if (!allowed.includes(url.protocol)) return undefined;
  url.username = '';
  url.password = '';
  const host = url.host || url.pathname;
  return host === '' ? undefined : { href: url.href, host };
}

/**
 * Whether a link's text says where it leads: it is the address or begins as it does, so that the
 * host stands first and whole. Nothing in it is invisible or can change the order of the rest.
 */
export function saysHost(text: string, { host }: SafeLink): boolean {
  if (/[\p{C}\p{Z}]/u.test(text)) return false;
  const address = text.toLowerCase().replace(/^(?:https?:\/\/|mailto:)/, '');
  return address.startsWith(host.toLowerCase()) && /^(?:$|[/?#])/.test(address.slice(host.length));
}
