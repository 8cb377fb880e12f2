import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFanOut } from '../../core/fan-out.ts';
import { createManualClock } from '../doubles/manual-clock.ts';

function setUp() {
  const clock = createManualClock();
  const fanOut = createFanOut(clock);
  const attach = () => {
    const received: { seq: number; text: string }[] = [];
    const detach = fanOut.attach((delta) => received.push(delta));
    return { received, detach };
  };
  return { clock, fanOut, attach };
}

test('the first piece goes out at once, the next ones together a frame later', () => {
  const { clock, fanOut, attach } = setUp();
  const { received } = attach();
  fanOut.add('a');
  expect(received).toEqual([{ seq: 1, text: 'a' }]);
  fanOut.add('b');
  fanOut.add('cd');
  clock.advance(16);
  expect(received).toHaveLength(1);
  clock.advance(1);
  expect(received).toEqual([
    { seq: 1, text: 'a' },
    { seq: 4, text: 'bcd' },
  ]);
});

test('after a quiet frame a piece goes out at once again, and no timer is left', () => {
  const { clock, fanOut, attach } = setUp();
  const { received } = attach();
  fanOut.add('a');
  clock.advance(17);
  expect(clock.waiting()).toBe(0);
  fanOut.add('b');
  expect(received.map(({ text }) => text)).toEqual(['a', 'b']);
});

test('a flush sends what waits, once', () => {
  const { clock, fanOut, attach } = setUp();
  const { received } = attach();
  fanOut.add('a');
  fanOut.add('b');
  fanOut.flush();
  fanOut.flush();
  clock.advance(100);
  expect(received.map(({ text }) => text)).toEqual(['a', 'b']);
});

test('a receiver gets what is added after it came, and nothing once it has gone', () => {
  const { clock, fanOut, attach } = setUp();
  fanOut.add('a');
  fanOut.add('b');
  const late = attach();
  fanOut.add('c');
  clock.advance(17);
  expect(late.received).toEqual([{ seq: 3, text: 'c' }]);
  late.detach();
  fanOut.add('d');
  clock.advance(100);
  expect(late.received).toHaveLength(1);
});

test('the text is told from any piece on', () => {
  const { fanOut } = setUp();
  expect(fanOut.textFrom(0)).toEqual({ text: '', pieces: 0 });
  fanOut.add('a');
  fanOut.add('bc');
  expect(fanOut.textFrom(0)).toEqual({ text: 'abc', pieces: 2 });
  expect(fanOut.textFrom(1)).toEqual({ text: 'bc', pieces: 2 });
  expect(fanOut.textFrom(2)).toEqual({ text: '', pieces: 2 });
});

test('every receiver gets the whole text after its coming, at most one delta a frame', () => {
  const anyStep = fc.oneof(
    fc.record({ add: fc.string({ minLength: 1, maxLength: 3 }) }),
    fc.record({ wait: fc.integer({ min: 1, max: 40 }) }),
    fc.constant({ attach: true } as const),
  );
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      const { clock, fanOut } = setUp();
      const receivers: { text: string; readonly times: number[] }[] = [];
      let text = '';
      for (const step of steps) {
        if ('wait' in step) clock.advance(step.wait);
        if ('add' in step) {
          text += step.add;
          fanOut.add(step.add);
        }
        if ('attach' in step) {
          const receiver = { text, times: [] as number[] };
          fanOut.attach((delta) => {
            receiver.text += delta.text;
            receiver.times.push(clock.now());
            expect(delta.seq).toBe(receiver.text.length);
          });
          receivers.push(receiver);
        }
      }
      clock.advance(17);
      for (const receiver of receivers) {
        expect(receiver.text).toBe(text);
        const gaps = receiver.times.slice(1).map((time, index) => time - receiver.times[index]!);
        expect(Math.min(17, ...gaps)).toBe(17);
      }
    }),
  );
});
