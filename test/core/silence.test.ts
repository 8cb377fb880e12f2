import { expect, test } from 'vitest';
import { watchSilence } from '../../core/silence.ts';
import { createManualClock } from '../doubles/manual-clock.ts';

function watch({ tellFirst = 30, tell = 30, giveUp = 600 } = {}) {
  const clock = createManualClock();
  const begun = clock.now();
  const calls: string[] = [];
  const note = (name: string) => () => calls.push(`${name} at ${clock.now() - begun}`);
  const silence = watchSilence(
    clock,
    { tellFirst, tell, giveUp },
    { tell: note('told'), giveUp: note('gave up') },
  );
  return { clock, calls, silence };
}

test('a silence is told once, then given up, and no timer is left', () => {
  const { clock, calls } = watch();
  clock.advance(2000);
  expect(calls).toEqual(['told at 30', 'gave up at 600']);
  expect(clock.waiting()).toBe(0);
});

test('what is heard puts it off, counted from the last time', () => {
  const { clock, calls, silence } = watch();
  clock.advance(20);
  silence.heard();
  clock.advance(20);
  silence.heard();
  clock.advance(29);
  expect(calls).toEqual([]);
  clock.advance(1);
  expect(calls).toEqual(['told at 70']);
});

test('each silence is told anew', () => {
  const { clock, calls, silence } = watch();
  clock.advance(40);
  silence.heard();
  clock.advance(30);
  expect(calls).toEqual(['told at 30', 'told at 70']);
  clock.advance(569);
  expect(calls).toHaveLength(2);
  clock.advance(1);
  expect(calls).toEqual(['told at 30', 'told at 70', 'gave up at 640']);
});

test('where telling would come no earlier than giving up, it is given up alone', () => {
  const { clock, calls } = watch({ tellFirst: 600, giveUp: 600 });
  clock.advance(600);
  expect(calls).toEqual(['gave up at 600']);
});

test('giving up may come before telling', () => {
  const { clock, calls, silence } = watch({ tellFirst: 900, tell: 900, giveUp: 600 });
  clock.advance(500);
  silence.heard();
  clock.advance(2000);
  expect(calls).toEqual(['gave up at 1100']);
});

test('the first wait has a limit of its own, in either direction', () => {
  for (const tellFirst of [10, 90]) {
    const { clock, calls, silence } = watch({ tellFirst });
    clock.advance(tellFirst);
    silence.heard();
    clock.advance(30);
    expect(calls).toEqual([`told at ${tellFirst}`, `told at ${tellFirst + 30}`]);
  }
});

test('nothing is told once it has stopped', () => {
  for (const before of [0, 40]) {
    const { clock, calls, silence } = watch();
    clock.advance(before);
    const told = calls.length;
    silence.stop();
    expect(clock.waiting()).toBe(0);
    clock.advance(2000);
    expect(calls).toHaveLength(told);
  }
});

test('one timer watches, however much is heard', () => {
  const { clock, silence } = watch();
  for (let heard = 0; heard < 1000; heard += 1) {
    silence.heard();
    expect(clock.waiting()).toBe(1);
  }
});
