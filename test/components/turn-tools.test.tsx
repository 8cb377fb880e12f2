// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { createChat } from '../state/chat-bench.ts';
import { showChat } from './show-chat.tsx';

test('whether to delete a turn is asked no more once the turn is asked again', async () => {
  const { bench, chat, root, happens, button, press, ask } = showChat();
  await ask('One', 'Yes');
  await press('deleteTurn');
  expect(root.textContent).toContain('deleteTurnSure');
  await happens(() => chat.actions.retry(chat.state().conversation.turns[0]!.id));
  expect(root.textContent).not.toContain('deleteTurnSure');

  await happens(() => bench.answer().end());
  expect(root.textContent).not.toContain('deleteTurnSure');
  expect(button('deleteTurn')?.getAttribute('aria-expanded')).toBe('false');
});

test('the focus goes to the composer where another view asks the turn again', async () => {
  const { bench, chat, happens, button, press, ask, textbox } = showChat();
  await ask('One', 'Yes');
  await press('deleteTurn');
  button('keep')?.focus();
  const other = createChat(bench);
  const { id, turns } = chat.state().conversation;
  await happens(() => other.open(id));
  expect(document.activeElement).toBe(button('keep'));

  await happens(() => other.actions.retry(turns[0]!.id));
  expect(chat.answer()?.state).toBe('running');
  expect(document.activeElement).toBe(textbox());
});
