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

test('a quote is there whole, above the composer and in its question', async () => {
  const { chat, root, happens, press } = showChat();
  const quote = 'Some words. '.repeat(200).trim();
  await happens(() => chat.actions.restore({ ...explain, quote }));
  expect(root.querySelector('.composer blockquote')?.textContent).toBe(quote);
  await press('send');
  expect(root.querySelector('article blockquote')?.textContent).toBe(quote);
});

test('a question that would be deleted with everything is back in the box, and why is said', async () => {
  const { bench, chat, root, happens, press } = showChat();
  bench.store.remove = () => Promise.reject(new Error('Storage is failing'));
  await happens(() => bench.view().send({ type: 'history-clear' }));
  await happens(() => chat.actions.setDraft('Why?'));
  await press('send');
  expect(root.querySelector('[role=alert]')?.textContent).toContain('noticeDeleting');
  expect(root.querySelector('.composer textarea')).toMatchObject({ value: 'Why?' });
  expect(bench.provider.asked).toEqual([]);
});
