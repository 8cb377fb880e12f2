/**
 * The base address of an OpenAI-compatible API, without a trailing slash: `/v1` is added unless the
 * path already names a version (`/v1`, `/v4`, `/v1beta/openai`).
 * @throws Error whose message is a sentence for the user.
 */
export function parseUpstreamUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error(`The upstream must be an http or https URL, not "${text}".`);
  }
  if (url.username || url.password) {
    throw new Error('The upstream URL must not hold a password: pass the key by --upstream-key.');
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/chat\/completions$/, '');
  return url.origin + (/\/v\d\w*(?:\/|$)/.test(path) ? path : `${path}/v1`);
}
