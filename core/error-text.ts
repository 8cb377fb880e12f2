import type { AskError } from './errors.ts';
import type { StringKey } from './strings.ts';

/** A string's name with what fills its placeholders. */
type Sentence = readonly [key: StringKey, ...substitutions: (string | number)[]];

export type ErrorAction =
  | { readonly kind: 'retry' }
  | { readonly kind: 'continue' }
  | { readonly kind: 'send-when-online' }
  | { readonly kind: 'open-site'; readonly url: string; readonly host: string }
  | { readonly kind: 'open-settings' }
  | { readonly kind: 'allow-access'; readonly origin: string };

/** What happened, what the user can do, and the buttons for it; the first is the likeliest. */
export interface ErrorDescription {
  readonly title: Sentence;
  readonly body: readonly Sentence[];
  readonly actions: readonly ErrorAction[];
  /** Before this time, in ms since 1970, the server does not want to be asked again. */
  readonly retryAt?: number;
}

const retry: ErrorAction = { kind: 'retry' };
const openSettings: ErrorAction = { kind: 'open-settings' };

const openSite = (url: string) =>
  ({ kind: 'open-site', url, host: new URL(url).host }) as const satisfies ErrorAction;

/** `hasText` says that there is a beginning of an answer, which can be gone on with. */
export function describeFailure(error: AskError, hasText: boolean): ErrorDescription {
  const description = describeError(error);
  const { actions } = description;
  if (!hasText) return description;
  const body: readonly Sentence[] = [...description.body, ['error_kept']];
  const goOn: ErrorAction = { kind: 'continue' };
  const likeliest = actions[0]?.kind === 'retry';
  return { ...description, body, actions: likeliest ? [goOn, ...actions] : [...actions, goOn] };
}

export function describeError(error: AskError): ErrorDescription {
  switch (error.kind) {
    case 'network':
      return {
        title: ['error_network_title', error.host],
        body: [['error_network_body']],
        actions: [retry, openSettings],
      };
    case 'offline':
      return {
        title: ['error_offline_title'],
        body: [['error_offline_body']],
        actions: [{ kind: 'send-when-online' }, retry],
      };
    case 'http':
      return describeStatus(error);
    case 'human-check': {
      const site = openSite(error.url);
      return {
        title: ['error_human_check_title', site.host],
        body: [['error_human_check_body']],
        actions: [site, retry],
      };
    }
    case 'redirected': {
      const site = openSite(error.url);
      return {
        title: ['error_redirected_title', site.host],
        body: [['error_redirected_body']],
        actions: [site, retry, openSettings],
      };
    }
    case 'not-this-protocol':
      return describeOtherProtocol(error);
    case 'empty-answer':
      return {
        title: ['error_empty_answer_title'],
        body: [['error_empty_answer_body', error.host]],
        actions: [retry],
      };
    case 'cut':
      return {
        title: ['error_cut_title'],
        body: [['error_cut_body', error.host]],
        actions: [retry],
      };
    case 'model-not-supported':
      return {
        title: ['error_model_not_supported_title', error.provider, error.model],
        body: [['error_model_not_supported_body']],
        actions: [retry],
      };
    case 'stalled':
      return {
        title: ['error_stalled_title', error.host],
        body: [['error_stalled_body', error.seconds]],
        actions: [retry],
      };
    case 'bad-address':
      return {
        title: ['error_bad_address_title'],
        body: [['error_bad_address_body', error.address]],
        actions: [openSettings, retry],
      };
    case 'settings-unreadable':
      return {
        title: ['error_settings_unreadable_title'],
        body: [['error_settings_unreadable_body']],
        actions: [openSettings, retry],
      };
    case 'no-permission':
      return {
        title: ['error_no_permission_title', error.host],
        body: [['error_no_permission_body']],
        actions: [{ kind: 'allow-access', origin: error.origin }, retry],
      };
    case 'question-too-long':
      return {
        title: ['error_question_too_long_title'],
        body: [['error_question_too_long_body', error.tokens, error.limit]],
        actions: [retry],
      };
    case 'unexpected':
      return {
        title: ['error_unexpected_title'],
        body: [['error_unexpected_body', error.detail]],
        actions: [retry],
      };
  }
}

function describeStatus(error: Extract<AskError, { kind: 'http' }>): ErrorDescription {
  const { host, status, detail, retryAt } = error;
  const reason: Sentence[] = detail === '' ? [] : [['error_serverSays', detail]];
  if (status === 429 || status === 503) {
    const wait: Sentence[] = retryAt === undefined ? [['error_http_busy_body']] : [];
    return {
      title: ['error_http_busy_title', host, status],
      body: [...wait, ...reason],
      actions: [retry],
      ...(retryAt === undefined ? {} : { retryAt }),
    };
  }
  if (status >= 500) {
    return {
      title: ['error_http_server_title', host, status],
      body: [['error_http_server_body'], ...reason],
      actions: [retry],
    };
  }
  return {
    title: ['error_http_title', host, status],
    body: [['error_http_body'], ...reason],
    actions: [retry, openSettings],
  };
}

function describeOtherProtocol(
  error: Extract<AskError, { kind: 'not-this-protocol' }>,
): ErrorDescription {
  const { host, received, detail } = error;
  const reason: Sentence[] = detail === '' ? [] : [['error_serverSays', detail]];
  return {
    title: ['error_not_this_protocol_title', host],
    body: [[`error_not_this_protocol_${received}_body`], ...reason],
    actions: [openSettings, retry],
  };
}
