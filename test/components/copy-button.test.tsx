// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { CopyButton } from '../../components/copy-button.tsx';

function showButton(copy: () => Promise<void>) {
  const root = document.createElement('main');
  act(() =>
    render(<CopyButton label="Copy" icon="copy" copy={copy} say={(outcome) => outcome} />, root),
  );
  const button = root.querySelector('button')!;
  return {
    shows: () => [
      root.querySelector('svg')?.getAttribute('data-icon'),
      root.querySelector('[role=status]')?.textContent,
    ],
    press: () => act(async () => button.click()),
    get: (event: Event) => act(() => void button.dispatchEvent(event)),
  };
}

test.each([
  ['the focus', new Event('blur')],
  ['the pointer', new Event('pointerleave')],
])('what became of copying is said until %s leaves the button', async (_, event) => {
  const { shows, press, get } = showButton(async () => {});
  await press();
  expect(shows()).toEqual(['check', 'copied']);
  get(event);
  expect(shows()).toEqual(['copy', '']);
});

test('a second copy is said anew, as it ends', async () => {
  const ends: (() => void)[] = [];
  const { shows, press } = showButton(() => new Promise((resolve) => ends.push(resolve)));
  await press();
  await act(async () => ends[0]?.());
  expect(shows()).toEqual(['check', 'copied']);
  await press();
  expect(shows()).toEqual(['copy', '']);
  await act(async () => ends[1]?.());
  expect(shows()).toEqual(['check', 'copied']);
});

test('where the browser does not allow it, that is said', async () => {
  const { shows, press } = showButton(() => Promise.reject(new Error('No permission')));
  await press();
  expect(shows()).toEqual(['copy', 'copyFailed']);
});
