import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createContinuation } from '../../../core/continuation.ts';
import { AskFailure } from '../../../core/errors.ts';
import { settle } from '../../doubles/settle.ts';
import { askRetry, askStart, createBench } from './relay-bench.ts';

/** What a second ago had come may not be lost by anything; what came since may. */
const longestLoss = 1000;

type Step =
  | { readonly kind: 'yield'; readonly text: string }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'attach' | 'leave' | 'kill' | 'end' | 'fail' | 'stop' | 'go on' | 'ask anew' };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('yield' as const),
      text: fc.string({ minLength: 1, unit: 'grapheme' }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      milliseconds: fc.constantFrom(1, 16, 300, 1000),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'attach',
        'attach',
        'leave',
        'kill',
        'end',
        'fail',
        'stop',
        'go on',
        'ask anew',
      ),
    }),
  },
);

/** One conversation of one turn, with what its answer must be beside what views show. */
function createDriver() {
  const bench = createBench();
  let views = [bench.view()];
  let asks = 0;
  let running = false;
  /** The answer's text so far, and when each part of it came. */
  let parts: { readonly text: string; readonly at: number }[] = [];
  /** What there was before it was asked anew: it is back if nothing new comes. */
  let earlier = '';
  let continuation = createContinuation('');
  const text = () => parts.map((part) => part.text).join('');
  const add = (added: string) => {
    if (added !== '') parts.push({ text: added, at: bench.clock.now() });
  };
  const end = (complete: boolean) => {
    add(continuation.end());
    running = false;
    if (text() === '' && !complete) add(earlier);
  };

  const attach = async () => {
    const view = bench.view();
    views.push(view);
    await view.send({ type: 'ask-attach', conversationId: 'c' });
  };
  const ask = async (mode: 'anew' | 'continue') => {
    if (running) return;
    if (views.length === 0) await attach();
    const [view] = views;
    asks += 1;
    const askId = `a${asks}`;
    await view?.send(asks === 1 ? askStart(askId, 'c') : askRetry(askId, 'c', 'a1', mode));
    if (mode === 'anew') {
      earlier = text() || earlier;
      parts = [];
    }
    continuation = createContinuation(text());
    running = true;
  };
  /** Nothing else is known of an answer that died with its worker than what storage says. */
  const kill = async () => {
    bench.restartWorker();
    views = [];
    await attach();
    const kept = views[0]?.answer()?.text ?? '';
    const now = bench.clock.now();
    if (running) {
      const old = parts.filter((part) => part.at <= now - longestLoss);
      const safe = old.map((part) => part.text).join('');
      if (safe === '' && kept === earlier) parts = [];
      else expect([text().startsWith(kept), kept.startsWith(safe)]).toEqual([true, true]);
      expect(views[0]?.answer()?.state).toBe('interrupted');
      parts = [{ text: kept, at: 0 }];
    }
    running = false;
  };

  const act = async (step: Step) => {
    switch (step.kind) {
      case 'yield':
        if (!running) return;
        bench.answer().yield(step.text);
        add(continuation.push(step.text));
        return settle();
      case 'wait':
        bench.clock.advance(step.milliseconds);
        return settle();
      case 'attach':
        return attach();
      case 'leave':
        return void views.pop()?.close();
      case 'kill':
        return kill();
      case 'ask anew':
        return ask('anew');
      case 'go on':
        return ask('continue');
      case 'stop': {
        const [view] = views;
        if (!running || !view) return;
        end(false);
        return view.send({ type: 'ask-stop', askId: `a${asks}` });
      }
      default: {
        if (!running) return;
        end(step.kind === 'end');
        if (step.kind === 'end') bench.answer().end();
        else bench.answer().fail(new AskFailure({ kind: 'cut', host: 'chat.example' }));
        return settle();
      }
    }
  };

  return {
    begin: () => ask('anew'),
    act,
    /** Every view shows all of the text once a frame has passed, and whether more is to come. */
    expectShown: async () => {
      bench.clock.advance(17);
      await settle();
      for (const view of views) {
        const shown = view.answer();
        if (shown === undefined) continue;
        expect(shown.text).toBe(text());
        expect(shown.state === 'running').toBe(running);
      }
      expect(bench.provider.asked).toHaveLength(asks);
    },
    attach,
  };
}

test('whatever comes between an answer and its views, all show the same text, and no more than a second of it is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 40 }), async (steps) => {
      const driver = createDriver();
      await driver.begin();
      for (const step of steps) {
        await driver.act(step);
        await driver.expectShown();
      }
      await driver.act({ kind: 'kill' });
      await driver.attach();
      await driver.expectShown();
    }),
    { numRuns: 300 },
  );
}, 60_000);
