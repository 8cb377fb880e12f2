import { useEffect, useRef } from 'preact/hooks';
import type { StoreApi } from 'zustand/vanilla';
import { useTranslate } from '../services.tsx';
import { useStore } from '../use-store.ts';

interface MoreState {
  readonly more: boolean;
  readonly actions: { loadMore(): Promise<void> };
}

/** Loads on when it is scrolled to, and by a click. */
export function MoreButton({
  list,
}: {
  readonly list: Pick<StoreApi<MoreState>, 'getState' | 'subscribe'>;
}) {
  const translate = useTranslate();
  const more = useStore(list, (state) => state.more);
  const { loadMore } = list.getState().actions;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!more || !button.current) return;
    const observer = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) void loadMore();
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [more, loadMore]);
  if (!more) return null;
  return (
    <button ref={button} type="button" class="link-button" onClick={() => void loadMore()}>
      {translate('loadMore')}
    </button>
  );
}
