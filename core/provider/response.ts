import type { AskError } from '../errors.ts';
import { isText, parseJson } from '../guards.ts';

/** The most characters of a server's own reason that are shown. */
const detailLength = 300;

/** Why a response is a failure, by its status and headers; undefined where it is none. */
export async function findFailure(response: Response, url: string): Promise<AskError | undefined> {
  const host = new URL(url).host;
  if (response.headers.get('cf-mitigated') === 'challenge') {
    letGo(response);
    return { kind: 'human-check', url };
  }
  if (isRedirect(response)) {
    letGo(response);
    return { kind: 'redirected', url };
  }
  if (!response.ok) {
    const retryAt = readRetryAfter(response.headers, Date.now());
    return {
      kind: 'http',
      host,
      status: response.status,
      detail: reasonIn(await textOf(response)) || response.statusText,
      ...(retryAt === undefined ? {} : { retryAt }),
    };
  }
  return typeOf(response) === 'html' ? notThisProtocol(response, host, 'html') : undefined;
}

/** The same for an answer, which is text: JSON is none either. */
export async function findProblem(response: Response, url: string): Promise<AskError | undefined> {
  const failure = await findFailure(response, url);
  if (failure || typeOf(response) !== 'json') return failure;
  return notThisProtocol(response, new URL(url).host, 'json');
}

/** Browsers show nothing of a redirect but that it is one; others show its status. */
function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || [301, 302, 303, 307, 308].includes(status);
}

function typeOf(response: Response): 'html' | 'json' | 'text' {
  const type = response.headers.get('content-type')?.toLowerCase() ?? '';
  if (/^(text\/html|application\/xhtml)/.test(type)) return 'html';
  return /^application\/([a-z.-]+\+)?json/.test(type) ? 'json' : 'text';
}

async function notThisProtocol(
  response: Response,
  host: string,
  received: 'html' | 'json',
): Promise<AskError> {
  const detail = received === 'json' ? reasonIn(await textOf(response)) : '';
  letGo(response);
  return { kind: 'not-this-protocol', host, received, detail };
}

/**
 * `Retry-After` in either form → ms since 1970 by this machine's clock. A date is read by the
 * clock that wrote it, where the server tells its time.
 */
function readRetryAfter(headers: Headers, now: number): number | undefined {
  const header = headers.get('retry-after')?.trim();
  if (!header) return undefined;
  if (/^\d+$/.test(header)) {
    const at = now + Number(header) * 1000;
    return Number.isSafeInteger(at) ? at : undefined;
  }
  const date = Date.parse(header);
  if (Number.isNaN(date)) return undefined;
  const serverNow = Date.parse(headers.get('date') ?? '');
  return Math.max(now, now + date - (Number.isNaN(serverNow) ? now : serverNow));
}

/** A server's own short reason: plain text, or the usual fields of a JSON error. */
function reasonIn(body: string): string {
  const text = body.trim();
  if (text === '' || text === 'Error' || /^</.test(text)) return '';
  const reason = /^[{[]/.test(text) ? (jsonReason(text) ?? text) : text;
  return reason.length > detailLength ? `${reason.slice(0, detailLength)}…` : reason;
}

// The body may be cut short, so it is not parsed as a whole: the string alone is.
function jsonReason(text: string): string | undefined {
  const [, literal] =
    /"(?:message|error|detail|reason)"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text) ?? [];
  const reason = literal === undefined ? undefined : parseJson(literal);
  return isText(reason) ? reason : undefined;
}

/** Ends a response whose body nobody reads; its connection would stay open. */
function letGo(response: Response): void {
  response.body?.cancel().catch(() => {});
}

/** At most 64 KB of a body: an error page can be of any size. */
async function textOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (text.length < 65_536) {
      const { done, value } = await reader.read();
      if (done) return text;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // What came before the connection broke still says more than nothing.
  }
  await reader.cancel().catch(() => {});
  return text;
}
