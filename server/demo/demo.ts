import { setTimeout as delay } from 'node:timers/promises';
import type { Backend } from '../backend.ts';
import { findLastQuestion } from './last-question.ts';
import { writeReply } from './write-reply.ts';

const wordsWithSpace = /\s*\S+\s*/gu;

/**
 * A backend with no AI model: it says so, and streams a reply about the question's own text.
 * `wordDelay` is the pause after each word in milliseconds.
 */
export function createDemoBackend({ wordDelay = 20 } = {}): Backend {
  return {
    name: 'the built-in demo (no AI model)',
    listModels: async () => [{ id: 'demo', name: 'Demo (no AI model)' }],
    async *answer(request, signal) {
      const question = findLastQuestion(request.messages.at(-1)?.content ?? '');
      for (const [word] of writeReply(question).matchAll(wordsWithSpace)) {
        signal.throwIfAborted();
        yield word;
        if (wordDelay > 0) await delay(wordDelay, undefined, { signal });
      }
    },
  };
}
