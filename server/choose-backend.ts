import type { Backend } from './backend.ts';
import { createDemoBackend } from './demo/demo.ts';
import { findOllamaModels, ollamaAddress } from './ollama.ts';
import { createUpstreamBackend } from './upstream/upstream.ts';

export interface BackendChoice {
  /** The address of an OpenAI-compatible server, with or without `/v1`. */
  readonly upstream?: string | undefined;
  readonly upstreamKey?: string | undefined;
  /** The model for requests whose own the backend does not have. */
  readonly model?: string | undefined;
  /** Takes the demo without looking for anything else. */
  readonly demo?: boolean | undefined;
  /** Where to look for Ollama; its usual local port by default. */
  readonly ollamaAddress?: string | undefined;
}

export interface ChosenBackend {
  readonly backend: Backend;
  /** A sentence for the user: what was chosen, and why. */
  readonly explanation: string;
}

/**
 * The upstream if one is named, else an Ollama that has models, else the demo.
 * @throws Error whose message is a sentence for the user if the upstream's URL is none.
 */
export async function chooseBackend(choice: BackendChoice): Promise<ChosenBackend> {
  const { upstream, upstreamKey, model } = choice;
  if (upstream !== undefined) {
    const backend = createUpstreamBackend({ url: upstream, key: upstreamKey, model });
    return { backend, explanation: `Answers come from ${backend.name}.` };
  }
  if (choice.demo) return explainDemo('as asked for by --demo');

  const address = choice.ollamaAddress ?? ollamaAddress;
  const models = await findOllamaModels(address);
  if (models === undefined) return explainDemo(`no Ollama was found at ${address}`);
  if (models.length === 0) return explainDemo(`Ollama runs at ${address} but has no models yet`);
  const name = `Ollama at ${address}`;
  const backend = createUpstreamBackend({ url: address, model, name });
  return { backend, explanation: `Answers come from ${name}, which has ${models.join(', ')}.` };
}

function explainDemo(reason: string): ChosenBackend {
  const explanation = `Answers come from the built-in demo, not from an AI model (${reason}).`;
  return { backend: createDemoBackend(), explanation };
}
