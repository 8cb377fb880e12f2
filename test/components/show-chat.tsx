import { render } from 'preact';
import { act } from 'preact/test-utils';
import { ChatNotice } from '../../components/chat-notice.tsx';
import { Composer } from '../../components/composer.tsx';
import { ConversationLog } from '../../components/conversation-log.tsx';
import { type Services, ServicesProvider } from '../../components/services.tsx';
import { createTurnStore } from '../../state/turn-store.ts';
import { createBench, panel } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';
import { createChat } from '../state/chat-bench.ts';
import './stub-resize-observer.ts';
import { stubServices } from './stub-services.ts';

/** A panel's conversation and its composer, in a page of their own; strings are their keys. */
export function showChat(bench = createBench(), changed: Partial<Services> = {}) {
  const chat = createChat(bench, panel, true);
  const turns = createTurnStore(chat.store, chat.link);
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  act(() =>
    render(
      <ServicesProvider value={{ ...stubServices, ...changed }}>
        <ConversationLog chat={chat.store} turns={turns} onShortcuts={() => {}} />
        <ChatNotice chat={chat.store} />
        <Composer chat={chat.store} label="message" sendLabel="send" mayQueue />
      </ServicesProvider>,
      root,
    ),
  );
  const happens = (what: () => unknown) =>
    act(async () => {
      await what();
      await settle();
    });
  /** The last button of that name, written on it or not. */
  const button = (name: string) =>
    [...root.querySelectorAll('button')].findLast(
      (each) => (each.getAttribute('aria-label') ?? each.textContent) === name,
    );
  return {
    bench,
    chat,
    root,
    happens,
    button,
    /** Presses a button, which takes the focus. */
    press: (name: string) =>
      happens(() => {
        button(name)?.focus();
        button(name)?.click();
      }),
    /** Asks, and lets the answer yield and end. */
    ask: async (question: string, answer: string) => {
      await happens(() => chat.ask(question));
      await happens(async () => {
        await bench.yieldApart(answer);
        bench.answer().end();
      });
    },
    textbox: () => root.querySelector('textarea')!,
  };
}
