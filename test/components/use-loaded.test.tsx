// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { useLoaded } from '../../components/use-loaded.ts';

/** A part that comes, or does not, when it is told to. */
function showPart() {
  const loads: PromiseWithResolvers<() => string>[] = [];
  const load = () => {
    const loading = Promise.withResolvers<() => string>();
    loads.push(loading);
    return loading.promise;
  };
  const root = document.createElement('main');
  function View({ wanted }: { readonly wanted: boolean }) {
    return useLoaded(load, wanted)?.() ?? 'nothing';
  }
  const want = (wanted: boolean) => act(() => render(<View wanted={wanted} />, root));
  return { loads, load, want, shown: () => root.textContent };
}

test('a part is loaded when it is wanted, once, and stays', async () => {
  const { loads, want, shown } = showPart();
  want(false);
  expect(loads).toHaveLength(0);
  want(true);
  want(true);
  expect([loads.length, shown()]).toEqual([1, 'nothing']);
  await act(async () => loads[0]?.resolve(() => 'the part'));
  expect(shown()).toBe('the part');
  want(false);
  want(true);
  expect([loads.length, shown()]).toEqual([1, 'the part']);
});

test('a part that did not come is tried again when it is wanted another time', async () => {
  const { loads, want, shown } = showPart();
  want(true);
  await act(async () => loads[0]?.reject(new TypeError('The script is gone')));
  expect([loads.length, shown()]).toEqual([1, 'nothing']);
  want(false);
  want(true);
  await act(async () => loads[1]?.resolve(() => 'the part'));
  expect(shown()).toBe('the part');
});

test('what has come once is there at once for all that want it later', async () => {
  const { loads, load, want } = showPart();
  want(true);
  await act(async () => loads[0]?.resolve(() => 'the part'));
  const other = document.createElement('main');
  function Other() {
    return useLoaded(load)?.() ?? 'nothing';
  }
  act(() => render(<Other />, other));
  expect([loads.length, other.textContent]).toEqual([1, 'the part']);
});

test('nothing is loaded where there is nothing to load', () => {
  const root = document.createElement('main');
  function View() {
    return useLoaded<() => string>(undefined)?.() ?? 'nothing';
  }
  act(() => render(<View />, root));
  expect(root.textContent).toBe('nothing');
});
