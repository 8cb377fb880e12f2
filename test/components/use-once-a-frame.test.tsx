// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { useOnceAFrame } from '../../components/use-once-a-frame.ts';

afterEach(() => vi.restoreAllMocks());

/** A growing text, in a page whose frames come by hand. */
function showText() {
  const frames: FrameRequestCallback[] = [];
  vi.spyOn(globalThis, 'requestAnimationFrame').mockImplementation((frame) => frames.push(frame));
  const renders: string[] = [];
  const root = document.createElement('main');
  function Text({ text, growing }: { readonly text: string; readonly growing: boolean }) {
    const shown = useOnceAFrame(text, growing);
    renders.push(shown);
    return shown;
  }
  const update = (text: string, growing = true) =>
    act(() => render(<Text text={text} growing={growing} />, root));
  update('a');
  return {
    update,
    shown: () => root.textContent,
    renders: () => renders.length,
    frame: () =>
      act(() => {
        for (const frame of frames.splice(0)) frame(0);
      }),
    waiting: () => frames.length,
  };
}

test('what comes first in a frame is shown at once, all else of it with the next', () => {
  const { update, shown, frame, waiting } = showText();
  update('ab');
  expect(shown()).toBe('ab');
  update('abc');
  update('abcd');
  expect(shown()).toBe('ab');
  frame();
  expect(shown()).toBe('abcd');
  update('abcde');
  expect(shown()).toBe('abcd');
  frame();
  expect(shown()).toBe('abcde');
  frame();
  expect(waiting()).toBe(0);
  update('abcdef');
  expect(shown()).toBe('abcdef');
});

test('a frame with nothing new renders nothing', () => {
  const { update, frame, renders } = showText();
  update('ab');
  const before = renders();
  frame();
  expect(renders()).toBe(before);
});

test('the end is not waited for', () => {
  const { update, shown } = showText();
  update('ab');
  update('abc');
  update('abcd', false);
  expect(shown()).toBe('abcd');
});

test('a page that is not drawn is not waited for', () => {
  const { update, shown } = showText();
  update('ab');
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  update('abc');
  update('abcd');
  expect(shown()).toBe('abcd');
});
