import { parseServerAddress } from '../address.ts';
import type { Clock } from '../clock.ts';
import { AskFailure, toAskError } from '../errors.ts';
import type { ListedModels, ModelList } from '../model-list.ts';
import { defaultModelOf, modelsToChoose } from '../model-list.ts';
import type { ConnectionFinding } from '../protocol.ts';
import type { ServerAccess } from '../server-access.ts';
import { reachServer } from '../server-access.ts';
import type { Settings } from '../settings.ts';
import { fetchModels } from './models.ts';
import type { Provider } from './provider.ts';

const patienceSeconds = 20;

export interface ServerCheckParts extends ServerAccess {
  readonly provider: Provider;
  readonly listed: ListedModels;
  readonly clock: Clock;
  getSettings(): Promise<Settings>;
}

export interface ServerCheck {
  /** What can be chosen; with `refresh` the server is asked, and what it says is kept. */
  listModels(refresh: boolean): Promise<ModelList>;
  /** Whether questions can be asked here: by the list of models, else by a short question. */
  testConnection(address: string): Promise<ConnectionFinding>;
}

export function createServerCheck(
  parts: ServerCheckParts,
  request: typeof fetch = fetch,
): ServerCheck {
  const { provider, listed, clock } = parts;

  const askForModels = async (address: string, signal: AbortSignal) => {
    const models = await fetchModels(address, signal, request);
    if (models.length > 0) await listed.write(address, models);
    return models;
  };

  const askShortly = async (url: string, signal: AbortSignal): Promise<ConnectionFinding> => {
    const question = [{ role: 'user', content: 'Say hello.' }];
    const answer = provider.createAsyncGenerator('', question, { url, signal, fetch: request });
    await answer.next();
    await answer.return();
    return { kind: 'answered' };
  };

  return {
    listModels: async (refresh) => {
      const { serverAddress, defaultModel } = await parts.getSettings();
      if (refresh) {
        // Where the server does not answer, what it said last stands; a question will say why.
        await withPatience(clock, serverAddress, async (signal) => {
          const { address } = await reachServer(parts, serverAddress);
          await askForModels(address, signal);
        }).catch(() => {});
      }
      const names = (await listed.read())(serverAddress);
      return {
        models: modelsToChoose(provider, serverAddress, names),
        defaultModel: defaultModel || defaultModelOf(provider, serverAddress, names),
      };
    },
    testConnection: (typed) =>
      withPatience(clock, typed, async (signal): Promise<ConnectionFinding> => {
        const { address } = await reachServer(parts, typed);
        const models = await askForModels(address, signal).catch(() => []);
        return models.length > 0 ? { kind: 'models', models } : askShortly(address, signal);
      }).catch((thrown: unknown) => ({ kind: 'failed', error: toAskError(thrown) })),
  };
}

/** Gives the call so much time, and a signal that ends with it. */
async function withPatience<T>(
  clock: Clock,
  address: string,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const tooLong = () => {
    const server = parseServerAddress(address);
    const host = server.ok ? server.host : address;
    ending.abort(new AskFailure({ kind: 'stalled', host, seconds: patienceSeconds }));
  };
  const cancel = clock.after(patienceSeconds * 1000, tooLong);
  try {
    return await call(ending.signal);
  } finally {
    cancel();
    ending.abort();
  }
}
