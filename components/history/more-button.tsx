import { useEffect, useRef } from 'preact/hooks';
import type { HistoryStore } from '../../state/history-store.ts';
import { useTranslate } from '../services.tsx';
import { useStore } from '../use-store.ts';

/** Loads on when it is scrolled to, and by a click. */
export function MoreButton({ history }: { readonly history: HistoryStore }) {
  const translate = useTranslate();
  const more = useStore(history, (state) => state.more);
  const { loadMore } = history.getState().actions;
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
