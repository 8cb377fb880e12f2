import { isRecord } from '../../core/guards.ts';
import { HttpFailure } from '../http-failure.ts';

const longestReason = 300;

/**
 * The message of an error object as OpenAI-compatible servers send it (`error.message`, and the
 * variants `error` and `message`), or undefined if the value is none.
 */
export function findErrorMessage(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const candidates = [isRecord(value.error) ? value.error.message : value.error, value.message];
  return candidates.find((candidate) => typeof candidate === 'string');
}

/** The failure that a response which is no answer stands for; reads the response's body. */
export async function describeResponse(response: Response, problem: string): Promise<HttpFailure> {
  const body = await response.text().catch(() => '');
  const isPage = response.headers.get('content-type')?.includes('html') ?? false;
  const detail = findErrorMessage(parseQuietly(body)) ?? (isPage ? '' : body);
  return new HttpFailure(502, detail ? `${problem}: ${shorten(detail)}` : `${problem}.`);
}

/** What lies under a failed `fetch`, which itself says no more than "fetch failed". */
export function describeNetworkError(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  if (!('code' in cause)) return cause.message;
  return cause.code === 'ECONNREFUSED' ? 'connection refused' : shorten(`${cause.code}`);
}

export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longestReason ? `${line.slice(0, longestReason)}…` : line;
}

function parseQuietly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
