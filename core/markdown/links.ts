import type { SafeLink } from './model.ts';

/** In characters. A definition's address stands in the blocks as often as it is referred to. */
const longestAddress = 4000;
const allowed = ['http:', 'https:', 'mailto:'];

/**
 * Admits an address that may become a link: absolute, of usual length, and http, https or mailto by
 * the URL parser's own reading. For that, invisible characters are dropped, as they could hide the
 * scheme; behind the host they belong to the address. A user's name and password are dropped
 * always, as `https://bank.example@evil.example` is not the bank's.
 */
export function parseLink(address: string): SafeLink | undefined {
  if (address.length > longestAddress) return undefined;
  const visible = parse(address.replace(/[\p{Cc}\p{Cf}\p{Z}]/gu, ''));
  if (!visible || !allowed.includes(visible.protocol)) return undefined;
  const host = hostOf(visible);
  if (host === '') return undefined;
  const whole = parse(address);
  const isSame = whole?.protocol === visible.protocol && hostOf(whole) === host;
  return { href: (isSame ? whole : visible).href, host };
}

function parse(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url;
}

const hostOf = (url: URL) => url.host || url.pathname;

/**
 * Whether a link's text says where it leads: it is the address or begins as it does, so that the
 * host stands first and whole. Nothing in it is invisible or can change the order of the rest.
 */
export function saysHost(text: string, { host }: SafeLink): boolean {
  if (/[\p{C}\p{Z}]/u.test(text)) return false;
  const address = text.toLowerCase().replace(/^(?:https?:\/\/|mailto:)/, '');
  return address.startsWith(host.toLowerCase()) && /^(?:$|[/?#])/.test(address.slice(host.length));
}
