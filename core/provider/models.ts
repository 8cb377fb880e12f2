import { AskFailure } from '../errors.ts';
import { isRecord, isText, parseJson } from '../guards.ts';
import { postJson } from './post-json.ts';
import { findFailure } from './response.ts';

/**
 * The models that a server lists (`POST {address}/api/models`), by their ids; [] where it answers
 * something else.
 * @throws AskFailure where it does not answer, or refuses.
 */
export async function fetchModels(
  address: string,
  signal: AbortSignal,
  request: typeof fetch = fetch,
): Promise<readonly string[]> {
  const url = `${address}/api/models`;
  const response = await postJson(url, { key: '' }, { signal, fetch: request });
  const failure = await findFailure(response, address);
  if (failure) throw new AskFailure(failure);
  return parseModels(await response.text());
}

function parseModels(body: string): readonly string[] {
  const parsed = parseJson(body);
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((model: unknown) =>
    isRecord(model) && isText(model.id) && model.id !== '' ? [model.id] : [],
  );
}
