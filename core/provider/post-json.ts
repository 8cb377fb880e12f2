import { AskFailure } from '../errors.ts';
import type { AskOptions } from './provider.ts';

/**
 * Sends JSON to the server, and to no other: a redirect is not followed but is the response.
 * @throws AskFailure where no response comes, or the signal's reason.
 */
export async function postJson(
  url: string,
  body: object,
  { signal, fetch: request = fetch }: Pick<AskOptions, 'signal' | 'fetch'>,
): Promise<Response> {
  try {
    return await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      // A person who passed the site's human check carries its cookie.
      credentials: 'include',
      redirect: 'manual',
      signal: signal ?? null,
    });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new AskFailure({ kind: 'network', host: new URL(url).host }, { cause });
  }
}
