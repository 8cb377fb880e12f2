import type { SafeLink } from './model.ts';

const allowed = ['http:', 'https:', 'mailto:'];

/**
 * Admits an address that may become a link: absolute, and http, https or mailto by the URL
 * parser's own reading. Invisible characters are dropped first, as they could hide the scheme.
 */
export function parseLink(address: string): SafeLink | undefined {
  const visible = address.replace(/[\p{Cc}\p{Cf}\p{Z}]/gu, '');
  if (!URL.canParse(visible)) return undefined;
  const url = new URL(visible);
  if (!allowed.includes(url.protocol)) return undefined;
  return { href: url.href, host: url.host || url.pathname };
}
