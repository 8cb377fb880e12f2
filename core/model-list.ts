import { isRecord, isText } from './guards.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { readValue } from './key-value-store.ts';
import type { Provider } from './provider/provider.ts';

/** The models that can be chosen; `defaultModel` is what is asked where none is. */
export interface ModelList {
  readonly models: readonly string[];
  readonly defaultModel: string;
}

/** What servers were last seen to list, kept so that a choice holds over restarts. */
export interface ListedModels {
  /** Resolves to what the server of an address lists: [] for one never asked, or without a list. */
  read(): Promise<(address: string) => readonly string[]>;
  write(address: string, models: readonly string[]): Promise<void>;
}

/** The key in storage. */
export const modelsKey = 'models';

export function createListedModels(store: KeyValueStore): ListedModels {
  return {
    read: async () => {
      const stored = await readValue(store, modelsKey);
      return (address) =>
        isRecord(stored) && stored.address === address && Array.isArray(stored.models)
          ? stored.models.filter(isText)
          : [];
    },
    write: (address, models) => store.set({ [modelsKey]: { address, models } }),
  };
}

/**
 * On its own service the provider knows its models, and the server may list more; any other server
 * has what it lists, or else what the protocol's models are called.
 */
export function modelsToChoose(
  provider: Provider,
  address: string,
  listed: readonly string[],
): readonly string[] {
  if (listed.length > 0 && address !== provider.url) return listed;
  return [...new Set([...provider.models, ...listed])];
}

/** The model that is asked where none is chosen: the provider's, unless the server has others. */
export function defaultModelOf(
  provider: Provider,
  address: string,
  listed: readonly string[],
): string {
  const models = modelsToChoose(provider, address, listed);
  const usual = provider.getModel();
  return models.includes(usual) ? usual : (models[0] ?? usual);
}
