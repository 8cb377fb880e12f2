import { expect, test } from 'vitest';
import { AskFailure } from '../../../core/errors.ts';
import { AI365VIP } from '../../../core/provider/ai365vip.ts';

test('the provider names what the reference names', () => {
  const { label, url, apiEndpoint, working, defaultModel, models, modelAliases } = AI365VIP;
  expect({ label, url, apiEndpoint, working, defaultModel, models, modelAliases }).toEqual({
    label: 'AI365VIP',
    url: 'https://chat.ai365vip.com',
    apiEndpoint: '/api/chat',
    working: true,
    defaultModel: 'gpt-3.5-turbo',
    models: ['gpt-3.5-turbo', 'gpt-3.5-turbo-16k', 'gpt-4o'],
    modelAliases: { 'gpt-3.5-turbo': 'gpt-3.5-turbo-16k' },
  });
});

test.each([
  { name: undefined, model: 'gpt-3.5-turbo' },
  { name: '', model: 'gpt-3.5-turbo' },
  { name: 'gpt-3.5-turbo', model: 'gpt-3.5-turbo-16k' },
  { name: 'gpt-3.5-turbo-16k', model: 'gpt-3.5-turbo-16k' },
  { name: 'gpt-4o', model: 'gpt-4o' },
])('the name $name gives $model', ({ name, model }) => {
  expect(AI365VIP.getModel(name)).toBe(model);
});

test.each(['gpt-5-nano', 'GPT-4o', ' ', 'constructor', '__proto__'])(
  'the name %j is not supported',
  (name) => {
    const resolve = () => AI365VIP.getModel(name);
    expect(resolve).toThrow(AskFailure);
    expect(resolve).toThrow(`Model is not supported: ${name} in: AI365VIP`);
    try {
      resolve();
    } catch (thrown) {
      const error = thrown instanceof AskFailure ? thrown.error : undefined;
      expect(error).toEqual({ kind: 'model-not-supported', model: name, provider: 'AI365VIP' });
    }
    expect.hasAssertions();
  },
);
