// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { showChat } from './show-chat.tsx';

const explain = { text: '', action: 'explain', quote: 'Some words', language: 'English' } as const;

test('a question that needs no words can be sent by the button too', async () => {
  const { bench, chat, happens, button, press } = showChat();
  expect(button('send')?.disabled).toBe(true);
  await happens(() => chat.actions.restore({ ...explain, action: 'ask' }));
  expect(button('send')?.disabled).toBe(true);
  await happens(() => chat.actions.dropSelection());
  await happens(() => chat.actions.restore(explain));
  await press('send');
  expect(bench.answer().messages[0]?.content).toContain('Some words');
  expect(chat.questions()).toEqual(['']);
});
