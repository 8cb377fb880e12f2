import { useEffect } from 'preact/hooks';
import { ModelOptions } from './model-select.tsx';
import { NumberSetting } from './number-setting.tsx';
import type { OptionsProps } from './options-props.ts';
import { useTranslate } from './services.tsx';
import { useStore } from './use-store.ts';

export function AnswerSettings({ settings, connection }: OptionsProps) {
  const translate = useTranslate();
  const current = useStore(settings, (state) => state.settings);
  const models = useStore(connection, (state) => state.models);
  const { save } = settings.getState().actions;
  const { listModels } = connection.getState().actions;
  useEffect(() => listModels(false), [listModels]);
  return (
    <section>
      <h2>{translate('sectionAnswers')}</h2>
      <label for="default-model">{translate('defaultModel')}</label>
      <select
        id="default-model"
        value={current.defaultModel}
        onFocus={() => listModels(true)}
        onChange={(event) => void save({ defaultModel: event.currentTarget.value })}
      >
        <ModelOptions model={current.defaultModel} models={models} />
      </select>
      <label for="system-prompt">{translate('systemPrompt')}</label>
      <textarea
        id="system-prompt"
        dir="auto"
        rows={3}
        aria-describedby="system-prompt-hint"
        value={current.systemPrompt}
        // At once: a closed tab sends no change.
        onInput={(event) => void save({ systemPrompt: event.currentTarget.value })}
      />
      <p id="system-prompt-hint" class="note">
        {translate('systemPromptHint')}
      </p>
      <NumberSetting
        label="temperature"
        hint="temperatureHint"
        value={current.temperature}
        low={0}
        high={2}
        step={0.1}
        onSave={(temperature) => void save({ temperature })}
      />
      <NumberSetting
        label="stallSeconds"
        value={current.stallSeconds}
        low={5}
        high={600}
        step={1}
        onSave={(stallSeconds) => void save({ stallSeconds })}
      />
    </section>
  );
}
