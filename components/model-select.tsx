import type { ChatStore } from '../state/chat-store.ts';
import { useTranslate } from './services.tsx';
import { useStore } from './use-store.ts';

/** The model for the next question. The server is asked for its models when this gets focus. */
export function ModelSelect({ chat }: { readonly chat: ChatStore }) {
  const translate = useTranslate();
  const model = useStore(chat, (state) => state.model);
  const models = useStore(chat, (state) => state.models);
  const defaultModel = useStore(chat, (state) => state.defaultModel);
  const { setModel, listModels } = chat.getState().actions;
  return (
    <select
      class="model"
      aria-label={translate('model')}
      value={model}
      onFocus={() => listModels(true)}
      onChange={(event) => setModel(event.currentTarget.value)}
    >
      <ModelOptions model={model} models={models} defaultModel={defaultModel} />
    </select>
  );
}

interface ModelOptionsProps {
  readonly model: string;
  readonly models: readonly string[];
  /** Named beside "Default" where it is known. */
  readonly defaultModel?: string;
}

/** The default, then all that are listed; a model that no longer is stays choosable. */
export function ModelOptions({ model, models, defaultModel }: ModelOptionsProps) {
  const translate = useTranslate();
  const names = model === '' || models.includes(model) ? models : [...models, model];
  return (
    <>
      <option value="">
        {defaultModel ? translate('modelDefaultNamed', defaultModel) : translate('modelDefault')}
      </option>
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </>
  );
}
