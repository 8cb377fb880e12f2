// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { AskedQuestion } from '../../components/asked-question.tsx';
import { ServicesProvider } from '../../components/services.tsx';
import { createTurnStore } from '../../state/turn-store.ts';
import { createBench } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';
import { createChat } from '../state/chat-bench.ts';
import { stubServices } from './stub-services.ts';

async function askOne() {
  const bench = createBench();
  const chat = createChat(bench);
  await chat.ask('One');
  const turns = createTurnStore(chat.store, chat.link);
  const turn = chat.state().conversation.turns[0]!;
  /** Shows the question as the log does when it is come back to. */
  const show = () => {
    const root = document.createElement('div');
    document.body.replaceChildren(root);
    act(() =>
      render(
        <ServicesProvider value={stubServices}>
          <AskedQuestion turn={turn} turns={turns} />
        </ServicesProvider>,
        root,
      ),
    );
    return root;
  };
  const { edit } = turns.getState().actions;
  return { show, editUnseen: () => edit(turn.id), edit: () => act(() => edit(turn.id)) };
}

const textboxIn = (root: HTMLElement) => root.querySelector('textarea');

test('what was typed into a question is still there when the log is come back to, and takes no focus', async () => {
  const { show, edit } = await askOne();
  const root = show();
  edit();
  const textbox = textboxIn(root)!;
  expect(document.activeElement).toBe(textbox);
  act(() => {
    textbox.value = 'One, or two?';
    textbox.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await settle();
  const again = textboxIn(show());
  expect(again?.value).toBe('One, or two?');
  expect(document.activeElement).not.toBe(again);
});

test('the box has the focus as soon as it is there: a busy panel may draw no frame for a while', async () => {
  const { show, editUnseen } = await askOne();
  const root = show();
  // Not within `act`, which runs what waits for a frame as well.
  editUnseen();
  await Promise.resolve();
  expect(textboxIn(root)).not.toBeNull();
  expect(document.activeElement).toBe(textboxIn(root));
});

test('the Escape that drops a composition leaves the editor open', async () => {
  const { show, edit } = await askOne();
  const root = show();
  edit();
  const press = (composing: boolean) =>
    act(() => {
      const init = { key: 'Escape', bubbles: true, isComposing: composing };
      textboxIn(root)?.dispatchEvent(new KeyboardEvent('keydown', init));
    });
  press(true);
  expect(textboxIn(root)).not.toBeNull();
  press(false);
  expect(textboxIn(root)).toBeNull();
});
