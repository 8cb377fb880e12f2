// @vitest-environment happy-dom
import { render } from 'preact';
import { useRef } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { useFollow } from '../../components/use-follow.ts';
import { tellOfResize } from './stub-resize-observer.ts';

const visible = 400;

/** A log that is as high as is said here, as there is no layout. In CSS pixels. */
function showLog(begun: number) {
  let height = begun;
  let asked = 1;
  let top = 0;
  const geometry = {
    clientHeight: { get: () => visible },
    scrollHeight: { get: () => height },
    scrollTop: {
      get: () => top,
      set: (value: number) => {
        top = Math.max(0, Math.min(value, height - visible));
      },
    },
  };
  let jump = () => {};
  function Log() {
    const scroller = useRef<HTMLElement>(null);
    const { away, toEnd } = useFollow(scroller, asked);
    jump = toEnd;
    const place = (element: HTMLElement | null) => {
      scroller.current = element && Object.defineProperties(element, geometry);
    };
    return (
      <section ref={place}>
        <p>{away ? 'away' : 'at the end'}</p>
      </section>
    );
  }
  const root = document.createElement('main');
  const draw = () => {
    act(() => render(<Log />, root));
    act(tellOfResize);
  };
  draw();
  return {
    left: () => height - visible - top,
    shows: () => root.textContent,
    isKept: () => root.querySelector('section')?.classList.contains('kept-at-end'),
    grow: (by: number) => {
      height += by;
      draw();
    },
    ask: () => {
      asked += 1;
      draw();
    },
    toEnd: () => act(jump),
    scroll: (by: number) => {
      geometry.scrollTop.set(top + by);
      act(() => void root.querySelector('section')?.dispatchEvent(new Event('scroll')));
    },
  };
}

test('what is added is followed', () => {
  const log = showLog(1000);
  expect(log.left()).toBe(0);
  log.grow(500);
  log.scroll(0);
  log.grow(500);
  expect(log.left()).toBe(0);
  expect(log.shows()).toBe('at the end');
});

test('a scroll is never fought, however slow and near the end', () => {
  const log = showLog(1000);
  for (let step = 1; step <= 20; step += 1) {
    log.scroll(-5);
    log.grow(10);
    expect(log.left()).toBe(step * 15);
  }
  expect(log.shows()).toBe('away');
});

test('the way back is offered from 65 pixels on', () => {
  const log = showLog(1000);
  log.scroll(-64);
  expect(log.shows()).toBe('at the end');
  log.scroll(-1);
  expect(log.shows()).toBe('away');
});

test.each([
  [64, 0, 'at the end'],
  [65, 165, 'away'],
])(
  'come back to %i pixels from the end, a reader is %i from it when 100 come',
  (to, left, shows) => {
    const log = showLog(1000);
    log.scroll(-300);
    log.scroll(300 - to);
    log.grow(100);
    expect(log.left()).toBe(left);
    expect(log.shows()).toBe(shows);
  },
);

test('the way to the end, and an own question, lead there and follow again', () => {
  for (const act of ['toEnd', 'ask'] as const) {
    const log = showLog(1000);
    log.scroll(-300);
    expect(log.shows()).toBe('away');
    log[act]();
    expect([log.left(), log.shows()]).toEqual([0, 'at the end']);
    log.grow(100);
    expect(log.left()).toBe(0);
  }
});

test('a reader who is at the end stays there when the content shrinks', () => {
  const log = showLog(1000);
  log.grow(-100);
  log.scroll(0);
  log.grow(300);
  expect(log.left()).toBe(0);
});

test('for a reader who has scrolled away it is left to the browser to hold what is on screen', () => {
  const log = showLog(1000);
  expect(log.isKept()).toBe(true);
  log.scroll(-300);
  expect(log.isKept()).toBe(false);
  log.scroll(290);
  expect(log.isKept()).toBe(true);
  log.scroll(-300);
  log.toEnd();
  expect(log.isKept()).toBe(true);
});
