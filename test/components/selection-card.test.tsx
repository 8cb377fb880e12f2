// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test } from 'vitest';
import { SelectionCard } from '../../components/selection-card.tsx';
import { ServicesProvider } from '../../components/services.tsx';
import { card, createBench } from '../core/relay/relay-bench.ts';
import { createChat } from '../state/chat-bench.ts';
import './stub-resize-observer.ts';
import { stubServices } from './stub-services.ts';

test('the box has the focus as soon as it is there: its page may draw no frame for a while', () => {
  const { store, actions } = createChat(createBench(), card);
  actions.restore({ text: '', action: 'ask', quote: 'Some words', language: 'English' });
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  // Not within `act`, which runs what waits for a frame as well.
  render(
    <ServicesProvider value={stubServices}>
      <SelectionCard chat={store} onOpenPanel={() => {}} onClose={() => {}} />
    </ServicesProvider>,
    root,
  );
  const textbox = root.querySelector('textarea');
  expect(textbox).not.toBeNull();
  expect(document.activeElement).toBe(textbox);
});
