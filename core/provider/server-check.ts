import { parseServerAddress } from '../address.ts';
import type { Clock } from '../clock.ts';
import { AskFailure, toAskError } from '../errors.ts';
import { isRecord } from '../guards.ts';
import type { ConnectionFinding } from '../protocol.ts';
import type { Provider } from './provider.ts';
import { findFailure } from './response.ts';

const patienceSeconds = 20;

/**
 * The models that a server lists (`POST /api/models`), by their ids.
 * @throws AskFailure where the server does not answer or answers something else.
 */
export async function listModels(
  serverAddress: string,
  signal: AbortSignal,
  request: typeof fetch = fetch,
): Promise<readonly string[]> {
  const server = parseServerAddress(serverAddress);
  if (!server.ok) throw new AskFailure({ kind: 'bad-address', address: serverAddress });
  const response = await request(`${server.address}/api/models`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: '' }),
    credentials: 'include',
    signal,
  }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new AskFailure({ kind: 'network', host: server.host }, { cause });
  });
  const failure = await findFailure(response, server.address);
  if (failure) throw new AskFailure(failure);
  return parseModels(await response.text());
}

function parseModels(body: string): readonly string[] {
  const parsed = parseJson(body);
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((model: unknown) =>
    isRecord(model) && typeof model.id === 'string' && model.id !== '' ? [model.id] : [],
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Finds out whether questions can be asked here: by its list of models, else by a short question. */
export async function testConnection(
  provider: Provider,
  address: string,
  clock: Clock,
  request: typeof fetch = fetch,
): Promise<ConnectionFinding> {
  const giveUp = new AbortController();
  const cancel = clock.after(patienceSeconds * 1000, () => {
    const server = parseServerAddress(address);
    const host = server.ok ? server.host : address;
    giveUp.abort(new AskFailure({ kind: 'stalled', host, seconds: patienceSeconds }));
  });
  try {
    const models = await listModels(address, giveUp.signal, request).catch(() => []);
    if (models.length > 0) return { kind: 'models', models };
    return await askShortly(provider, address, giveUp.signal, request);
  } catch (thrown) {
    return { kind: 'failed', error: toAskError(thrown) };
  } finally {
    cancel();
    giveUp.abort();
  }
}

async function askShortly(
  provider: Provider,
  url: string,
  signal: AbortSignal,
  request: typeof fetch,
): Promise<ConnectionFinding> {
  const question = [{ role: 'user', content: 'Say hello.' }];
  const options = { url, signal, fetch: request };
  const answer = provider.createAsyncGenerator('', question, options);
  await answer.next();
  await answer.return();
  return { kind: 'answered' };
}
