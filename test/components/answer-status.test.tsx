// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { showChat } from './show-chat.tsx';

test('an answer is said to have started once there is something of it', async () => {
  const { bench, chat, root, happens } = showChat();
  const status = () => root.querySelector('p[role=status]')?.textContent;
  await happens(() => chat.ask('One'));
  expect(status()).toBe('waiting');
  await happens(() => bench.yieldApart('Yes'));
  expect(status()).toBe('statusStarted');
  await happens(() => bench.answer().end());
  expect(status()).toBe('statusComplete');
});
