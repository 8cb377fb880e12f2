import { useEffect } from 'preact/hooks';
import { settingBounds } from '../core/settings.ts';
import { ModelOptions } from './model-select.tsx';
import { NumberSetting } from './number-setting.tsx';
import type { OptionsProps } from './options-props.ts';
import { useTranslate } from './services.tsx';
import { useStore } from './use-store.ts';

const waits = ['firstTextSeconds', 'stallSeconds', 'giveUpSeconds'] as const;

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
        {...settingBounds.temperature}
        step={0.1}
        onSave={(temperature) => void save({ temperature })}
      />
      {waits.map((name) => (
        <NumberSetting
          key={name}
          label={name}
          value={current[name]}
          {...settingBounds[name]}
          step={1}
          onSave={(seconds) => void save({ [name]: seconds })}
        />
      ))}
    </section>
  );
}
