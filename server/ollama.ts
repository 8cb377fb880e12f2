import { isRecord } from '../core/guards.ts';

export const ollamaAddress = 'http://127.0.0.1:11434';

/** The names of the models that an Ollama at this address has; undefined if none runs there. */
export async function findOllamaModels(address: string): Promise<string[] | undefined> {
  try {
    const response = await fetch(`${address}/api/tags`, { signal: AbortSignal.timeout(1000) });
    const body: unknown = await response.json();
    if (!response.ok || !isRecord(body) || !Array.isArray(body.models)) return undefined;
    return body.models
      .map((model: unknown) => (isRecord(model) ? model.name : undefined))
      .filter((name) => typeof name === 'string');
  } catch {
    return undefined;
  }
}
