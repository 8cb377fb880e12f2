import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { StoreApi } from 'zustand/vanilla';

type ReadableStore<State> = Pick<StoreApi<State>, 'getState' | 'subscribe'>;

/** A part of a store's state; renders again only when that part is another value. */
export function useStore<State, Part>(
  store: ReadableStore<State>,
  select: (state: State) => Part,
): Part {
  const [, setRenders] = useState(0);
  const selected = select(store.getState());
  const shown = useRef({ select, selected });
  shown.current = { select, selected };

  useLayoutEffect(() => {
    const compare = () => {
      const { current } = shown;
      if (!Object.is(current.select(store.getState()), current.selected))
        setRenders((count) => count + 1);
    };
    // The store may have changed between the render and this effect.
    compare();
    return store.subscribe(compare);
  }, [store]);

  return selected;
}
