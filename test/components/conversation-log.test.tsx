// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { ConversationLog } from '../../components/conversation-log.tsx';
import { ServicesProvider } from '../../components/services.tsx';
import { createTurnStore } from '../../state/turn-store.ts';
import { createBench, panel } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';
import { createChat } from '../state/chat-bench.ts';
import { tellOfResize } from './stub-resize-observer.ts';
import { stubServices } from './stub-services.ts';

const visible = 400;
const perTurn = 1000;

/** A panel's log, in which each turn is as high as is said here, as there is no layout. */
function showLog() {
  const bench = createBench();
  const chat = createChat(bench, panel, true);
  const root = document.createElement('div');
  const { store, link } = chat;
  const turns = createTurnStore(store, link);
  act(() =>
    render(
      <ServicesProvider value={stubServices}>
        <ConversationLog chat={store} turns={turns} onShortcuts={() => {}} />
      </ServicesProvider>,
      root,
    ),
  );
  const scroller = root.querySelector('main')!;
  let top = 0;
  const height = () => perTurn * chat.questions().length;
  Object.defineProperties(scroller, {
    clientHeight: { get: () => visible },
    scrollHeight: { get: height },
    scrollTop: {
      get: () => top,
      set: (value: number) => {
        top = Math.max(0, Math.min(value, height() - visible));
      },
    },
  });
  const happens = async (what: () => unknown) => {
    await act(async () => {
      await what();
      await settle();
    });
    act(tellOfResize);
  };
  return {
    bench,
    chat,
    happens,
    top: () => top,
    left: () => height() - visible - top,
    offersJump: () => root.querySelector('button.jump') !== null,
    scrollUp: () => {
      top -= 300;
      act(() => void scroller.dispatchEvent(new Event('scroll')));
    },
  };
}

test('a reader who has scrolled up stays there when a queued question begins, or another view asks', async () => {
  const { bench, chat, happens, ...log } = showLog();
  await happens(() => chat.ask('One'));
  await happens(() => chat.ask('Two'));
  expect(log.left()).toBe(0);
  log.scrollUp();
  const before = log.top();

  await happens(() => bench.answer().end());
  expect(chat.answer()?.state).toBe('running');
  expect(log.top()).toBe(before);
  expect(log.offersJump()).toBe(true);

  await happens(() => bench.answer().end());
  const other = createChat(bench);
  await happens(() => other.open(chat.state().conversation.id));
  await happens(() => other.ask('Three'));
  expect(chat.questions()).toEqual(['One', 'Two', 'Three']);
  expect(log.top()).toBe(before);
});

test('an own question leads to the end, one that is queued too', async () => {
  const { chat, happens, ...log } = showLog();
  for (const question of ['One', 'Two', 'Three']) {
    await happens(() => chat.ask(question));
    expect([log.left(), log.offersJump()]).toEqual([0, false]);
    log.scrollUp();
    expect(log.offersJump()).toBe(true);
  }
});
