// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { ServicesProvider } from '../../components/services.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { createTurnStore } from '../../state/turn-store.ts';
import { createBench } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';
import { createChat } from '../state/chat-bench.ts';
import './stub-resize-observer.ts';
import { stubServices } from './stub-services.ts';

/** A panel that is opening a conversation, of which the background has said nothing yet. */
function openPanel(conversationId: string) {
  const { store, link, actions } = createChat(createBench());
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  act(() => {
    render(
      <ServicesProvider value={stubServices}>
        <SidePanel
          chat={store}
          turns={createTurnStore(store, link)}
          loadHistory={async () => () => <main>The list</main>}
        />
      </ServicesProvider>,
      root,
    );
    actions.open(conversationId);
  });
  return {
    actions,
    root,
    press: (label: string) =>
      act(() => root.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`)?.click()),
  };
}

test('the list stays when the conversation behind it turns out to be gone', async () => {
  const { root, press, actions } = openPanel('gone');
  await press('history');
  await act(settle);
  expect(root.textContent).toContain('The list');
  expect(root.querySelector('textarea')).toBeNull();
  await act(() => actions.focus());
  expect(root.querySelector('textarea')).not.toBeNull();
});
