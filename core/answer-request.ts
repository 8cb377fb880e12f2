import type { ListedModels } from './model-list.ts';
import { defaultModelOf } from './model-list.ts';
import type { Provider } from './provider/provider.ts';
import type { ServerAccess } from './server-access.ts';
import { reachServer } from './server-access.ts';
import type { Settings } from './settings.ts';

/** What a request depends on. */
export interface RequestParts extends ServerAccess {
  readonly provider: Provider;
  readonly listed: Pick<ListedModels, 'read'>;
  getSettings(): Promise<Settings>;
}

/** What a request needs to know beside its messages. */
export interface PreparedRequest {
  readonly settings: Settings;
  readonly host: string;
  readonly model: string;
}

/**
 * Finds out what does not depend on the conversation, so that it can be read meanwhile.
 * @param model The model asked for; '' for the default.
 * @throws AskFailure where the server cannot be asked at all.
 */
export async function prepareRequest(parts: RequestParts, model: string): Promise<PreparedRequest> {
  const [settings, listedAt] = await Promise.all([parts.getSettings(), parts.listed.read()]);
  const { serverAddress, defaultModel } = settings;
  const { host } = await reachServer(parts, serverAddress);
  const names = listedAt(serverAddress);
  const chosen = chooseModel(parts.provider, model || defaultModel, serverAddress, names);
  return { settings, host, model: chosen };
}

/** What is picked is what is sent, where the provider or the server lists it. */
function chooseModel(
  provider: Provider,
  name: string,
  address: string,
  names: readonly string[],
): string {
  if (name === '') return defaultModelOf(provider, address, names);
  const known = provider.models.includes(name) || names.includes(name);
  return known ? name : provider.getModel(name);
}
