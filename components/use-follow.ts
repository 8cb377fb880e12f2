import type { RefObject } from 'preact';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Within this many pixels of the end a reader counts as being at the end. */
const endPixels = 64;

/**
 * Keeps a scrolling element at its end while the reader is there, and leaves it alone otherwise.
 * `growth` is any value that changes when the content does; `restart` one that changes when
 * something begins that the reader wants to see, such as an own question.
 */
export function useFollow(
  element: RefObject<HTMLElement | null>,
  growth: unknown,
  restart: unknown,
): { readonly away: boolean; readonly onScroll: () => void; readonly toEnd: () => void } {
  const following = useRef(true);
  const [away, setAway] = useState(false);

  const toEnd = useCallback(() => {
    following.current = true;
    setAway(false);
    const { current } = element;
    if (current) current.scrollTop = current.scrollHeight;
  }, [element]);

  const onScroll = useCallback(() => {
    const { current } = element;
    if (!current) return;
    const left = current.scrollHeight - current.scrollTop - current.clientHeight;
    following.current = left <= endPixels;
    setAway(!following.current);
  }, [element]);

  useLayoutEffect(toEnd, [restart]);

  useLayoutEffect(() => {
    if (following.current) toEnd();
    else onScroll();
  }, [growth]);

  // What loads late (the renderer, a folded question) grows the content with no event of ours.
  useLayoutEffect(() => {
    const content = element.current?.firstElementChild;
    if (!content || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      if (following.current) toEnd();
    });
    observer.observe(content);
    return () => observer.disconnect();
  }, [element, toEnd]);

  return { away, onScroll, toEnd };
}
