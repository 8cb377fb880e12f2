import { AI365VIP } from '../../core/provider/ai365vip.ts';
import type { AskOptions, Message, Provider } from '../../core/provider/provider.ts';

/** One answer, stepped by the test. */
interface SteppedAnswer {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly options: AskOptions;
  yield(text: string): void;
  end(): void;
  fail(error: unknown): void;
}

export interface SteppedProvider extends Provider {
  /** The answers asked for, oldest first. */
  readonly asked: readonly SteppedAnswer[];
}

type Step =
  | { readonly kind: 'yield'; readonly text: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'fail'; readonly error: unknown };

/** AI365VIP's names and models, without its requests: each answer waits for the test's steps. */
export function createSteppedProvider(): SteppedProvider {
  const asked: SteppedAnswer[] = [];
  return {
    ...AI365VIP,
    asked,
    async *createAsyncGenerator(model, messages, options = {}) {
      const steps = createSteps();
      options.signal?.addEventListener('abort', () =>
        steps.replace({ kind: 'fail', error: options.signal?.reason }),
      );
      options.signal?.throwIfAborted();
      asked.push({
        model,
        messages,
        options,
        yield: (text) => steps.add({ kind: 'yield', text }),
        end: () => steps.add({ kind: 'end' }),
        fail: (error) => steps.add({ kind: 'fail', error }),
      });
      for (;;) {
        const step = await steps.next();
        if (step.kind === 'end') return;
        if (step.kind === 'fail') throw step.error;
        yield step.text;
      }
    },
  };
}

function createSteps() {
  const waiting: Step[] = [];
  let wake = () => {};
  const add = (step: Step) => {
    waiting.push(step);
    wake();
  };
  return {
    add,
    /** Drops what waits: an aborted answer yields nothing more. */
    replace: (step: Step) => {
      waiting.length = 0;
      add(step);
    },
    next: async (): Promise<Step> => {
      for (;;) {
        const step = waiting.shift();
        if (step) return step;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
