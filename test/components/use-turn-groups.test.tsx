// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { useTurnGroups } from '../../components/use-turn-groups.ts';
import { turnOf } from '../core/examples.ts';

/** Shows that many turns, with a browser that has time only when it is told so. */
function showTurns() {
  const idle = new Map<number, () => void>();
  let calls = 0;
  Object.assign(globalThis, {
    requestIdleCallback: (call: () => void) => {
      calls += 1;
      idle.set(calls, call);
      return calls;
    },
    cancelIdleCallback: (id: number) => void idle.delete(id),
  });
  const root = document.createElement('main');
  function View({ count }: { readonly count: number }) {
    const groups = useTurnGroups(Array.from({ length: count }, (_, index) => turnOf(`t${index}`)));
    return <>{groups.map(({ start }) => start).join(' ')}</>;
  }
  return {
    show: (count: number) => act(() => render(<View count={count} />, root)),
    haveTime: () =>
      act(() => {
        const waiting = [...idle.values()];
        idle.clear();
        for (const call of waiting) call();
      }),
    waits: () => idle.size > 0,
    starts: () => root.textContent,
  };
}

test('of a long conversation the end is there at once, the rest when there is time', () => {
  const { show, haveTime, starts, waits } = showTurns();
  show(0);
  show(30);
  expect(starts()).toBe('24 28');
  haveTime();
  expect(starts()).toBe('20 24 28');
  for (let times = 0; times < 5; times += 1) haveTime();
  expect(starts()).toBe('0 4 8 12 16 20 24 28');
  expect(waits()).toBe(false);
});

test('what is there stays while a conversation grows turn by turn', () => {
  const { show, starts, waits } = showTurns();
  for (let count = 0; count <= 17; count += 1) {
    show(count);
    expect(starts()?.split(' ')[0]).toBe(count === 0 ? '' : '0');
  }
  expect(starts()).toBe('0 4 8 12 16');
  expect(waits()).toBe(false);
});
