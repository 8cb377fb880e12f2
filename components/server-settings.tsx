import { useState } from 'preact/hooks';
import { describeError } from '../core/error-text.ts';
import type { ConnectionFinding } from '../core/protocol.ts';
import { defaultSettings } from '../core/settings.ts';
import type { StringKey } from '../core/strings.ts';
import type { AddressFinding } from '../state/connection-store.ts';
import type { OptionsProps } from './options-props.ts';
import { useTranslate } from './services.tsx';
import { useStore } from './use-store.ts';

const problemKeys = {
  empty: 'address_empty',
  'not-an-address': 'address_not_an_address',
  'not-http': 'address_not_http',
  'has-credentials': 'address_has_credentials',
  'has-query-or-fragment': 'address_has_query_or_fragment',
} as const satisfies Record<string, StringKey>;

export function ServerSettings({ settings, connection }: OptionsProps) {
  const translate = useTranslate();
  const saved = useStore(settings, (state) => state.settings.serverAddress);
  const finding = useStore(connection, (state) => state.finding);
  const [typed, setTyped] = useState(saved);
  const { saveAddress, saveAndTest } = connection.getState().actions;
  const wrong = finding?.kind === 'problem' || finding?.kind === 'refused';
  const submit = (event: Event) => {
    event.preventDefault();
    void saveAddress(typed);
  };
  const usePublicService = () => {
    setTyped(defaultSettings.serverAddress);
    void saveAddress(defaultSettings.serverAddress);
  };
  return (
    <section>
      <h2>{translate('sectionServer')}</h2>
      <form onSubmit={submit}>
        <label for="server-address">{translate('serverAddress')}</label>
        <div class="field-row">
          <input
            id="server-address"
            type="text"
            inputMode="url"
            spellcheck={false}
            autocomplete="off"
            dir="ltr"
            value={typed}
            aria-invalid={wrong || undefined}
            aria-describedby="server-finding server-hint"
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <button type="submit" class="button main">
            {translate('save')}
          </button>
        </div>
        <p id="server-hint" class="note">
          {translate('serverAddressHint')}
        </p>
        <div class="actions">
          <button
            type="button"
            class="button"
            disabled={finding?.kind === 'testing'}
            onClick={() => void saveAndTest(typed)}
          >
            {translate('testConnection')}
          </button>
          {saved !== defaultSettings.serverAddress && (
            <button type="button" class="button" onClick={usePublicService}>
              {translate('reset')}
            </button>
          )}
        </div>
        <div id="server-finding" role="status">
          {finding && <FindingText finding={finding} />}
        </div>
      </form>
    </section>
  );
}

function FindingText({ finding }: { readonly finding: AddressFinding }) {
  const translate = useTranslate();
  switch (finding.kind) {
    case 'problem':
      return <p class="wrong">{translate(problemKeys[finding.problem])}</p>;
    case 'refused':
      return <p class="wrong">{translate('address_refused', finding.host)}</p>;
    case 'saved':
      return <p class="right">{translate('saved')}</p>;
    case 'testing':
      return <p>{translate('testing')}</p>;
    case 'tested':
      return <TestResult host={finding.host} finding={finding.finding} />;
  }
}

interface TestResultProps {
  readonly host: string;
  readonly finding: ConnectionFinding;
}

function TestResult({ host, finding }: TestResultProps) {
  const translate = useTranslate();
  if (finding.kind === 'answered') return <p class="right">{translate('found_answered', host)}</p>;
  if (finding.kind === 'models') {
    const { models } = finding;
    const names = models.length > 8 ? [...models.slice(0, 8), '…'] : models;
    return <p class="right">{translate('found_models', host, models.length, names.join(', '))}</p>;
  }
  const { title, body, actions } = describeError(finding.error);
  return (
    <div class="wrong">
      <strong>{translate(...title)}</strong>
      {body.map((sentence) => (
        <p key={sentence[0]}>{translate(...sentence)}</p>
      ))}
      {actions.map(
        (action) =>
          action.kind === 'open-site' && (
            <a key={action.url} href={action.url} target="_blank" rel="noopener noreferrer">
              {translate('openSite', action.host)}
            </a>
          ),
      )}
    </div>
  );
}
