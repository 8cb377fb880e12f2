import type { RetryMode } from '../core/conversation.ts';
import type { ErrorAction } from '../core/error-text.ts';
import { describeFailure } from '../core/error-text.ts';
import type { AskError } from '../core/errors.ts';
import type { StringKey } from '../core/strings.ts';
import type { Services } from './services.tsx';
import { useServices } from './services.tsx';
import { formatSeconds, useSecondsUntil } from './use-seconds-until.ts';

interface ErrorNoticeProps {
  readonly error: AskError;
  /** Whether there is a beginning of an answer to go on from. */
  readonly hasText: boolean;
  readonly onRetry: (mode: RetryMode) => void;
  /** The way to where everything can be done, for views that cannot do it all. */
  readonly onOpenPanel?: (() => void) | undefined;
}

/** Seconds for which a server's wish to be left alone is enforced; a longer one is only told. */
const longestWait = 600;

/** What happened, what to do about it, and the buttons for what can be done here. */
export function ErrorNotice({ error, hasText, onRetry, onOpenPanel }: ErrorNoticeProps) {
  const services = useServices();
  const { translate } = services;
  const { title, body, actions, retryAt } = describeFailure(error, hasText);
  const secondsLeft = useSecondsUntil(retryAt);
  const early = secondsLeft > 0 && secondsLeft <= longestWait;
  const possible = actions.filter((action) => isPossible(action, services));
  const panelFirst = possible.length < actions.length && onOpenPanel !== undefined;
  return (
    <>
      <div role="alert" class="alert">
        <strong>{translate(...title)}</strong>
        {body.map((sentence) => (
          <p key={sentence[0]}>{translate(...sentence)}</p>
        ))}
        <div class="actions">
          {panelFirst && (
            <button type="button" class="button main" onClick={onOpenPanel}>
              {translate('openInSidePanel')}
            </button>
          )}
          {possible.map((action, index) => (
            <ErrorButton
              key={action.kind}
              action={action}
              main={index === 0 && !panelFirst}
              early={early}
              onRetry={onRetry}
            />
          ))}
        </div>
      </div>
      {/* Not in the alert, which would be read out again with every second. */}
      {secondsLeft > 0 && (
        <p role="timer" class="note">
          {translate('error_retryIn', formatSeconds(secondsLeft))}
        </p>
      )}
    </>
  );
}

function isPossible(action: ErrorAction, { openSettings, requestAccess }: Services): boolean {
  if (action.kind === 'open-settings') return openSettings !== undefined;
  return action.kind !== 'allow-access' || requestAccess !== undefined;
}

interface ErrorButtonProps {
  readonly action: ErrorAction;
  readonly main: boolean;
  /** The server does not want to be asked yet. */
  readonly early: boolean;
  readonly onRetry: (mode: RetryMode) => void;
}

function ErrorButton({ action, main, early, onRetry }: ErrorButtonProps) {
  const { translate, openSettings, requestAccess } = useServices();
  const look = main ? 'button main' : 'button';
  const button = (label: StringKey, onClick: () => void, disabled = false) => (
    <button type="button" class={look} disabled={disabled} onClick={onClick}>
      {translate(label)}
    </button>
  );
  switch (action.kind) {
    case 'retry':
      return button('retry', () => onRetry('anew'), early);
    case 'continue':
      return button('continue', () => onRetry('continue'), early);
    case 'send-when-online':
      return button('sendWhenOnline', () => onRetry('when-online'));
    case 'open-settings':
      return button('openSettings', () => openSettings?.());
    case 'allow-access': {
      const allow = async () => {
        if (await requestAccess?.(action.origin)) onRetry('anew');
      };
      return button('allowAccess', () => void allow());
    }
    case 'open-site':
      return (
        <a class={look} href={action.url} target="_blank" rel="noopener noreferrer">
          {translate('openSite', action.host)}
        </a>
      );
  }
}
