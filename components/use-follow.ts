import type { RefObject } from 'preact';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Within this many pixels of the end a reader counts as being at the end. */
const endPixels = 64;

const pixelsLeft = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) =>
  scrollHeight - scrollTop - clientHeight;

/** Of an element that is kept at its end. */
const keptAtEnd = 'kept-at-end';

/** Scrolls to the end, to be kept there. */
export function scrollToEnd(element: HTMLElement): void {
  element.classList.add(keptAtEnd);
  element.scrollTop = element.scrollHeight;
}

/**
 * Keeps a scrolling element at its end while the reader is there, and leaves it alone otherwise.
 * Who scrolls up at all, however slowly, wants to read: it is moved again only once they have come
 * back down to the end.
 *
 * Its first child is the content. `restart` is any value that changes when something begins that the
 * reader wants to see, such as an own question. `away` says that the end is out of sight, `toEnd`
 * leads there.
 */
export function useFollow(
  element: RefObject<HTMLElement | null>,
  restart: unknown,
): { readonly away: boolean; readonly toEnd: () => void } {
  const following = useRef(true);
  /** Where it was put, or seen, last. */
  const top = useRef(0);
  const [away, setAway] = useState(false);

  const toEnd = useCallback(() => {
    const { current } = element;
    if (!current) return;
    scrollToEnd(current);
    top.current = current.scrollTop;
    following.current = true;
    setAway(false);
  }, [element]);

  const keepUp = useCallback(() => {
    if (following.current) toEnd();
    else if (element.current) setAway(pixelsLeft(element.current) > endPixels);
  }, [element, toEnd]);

  useLayoutEffect(toEnd, [restart]);

  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const onScroll = () => {
      const before = top.current;
      top.current = current.scrollTop;
      const left = pixelsLeft(current);
      // Content that shrinks moves it up too, but leaves it at the end.
      if (top.current < before) following.current = left <= 1;
      else if (top.current > before) following.current ||= left <= endPixels;
      current.classList.toggle(keptAtEnd, following.current);
      setAway(!following.current && left > endPixels);
    };
    current.addEventListener('scroll', onScroll, { passive: true });
    return () => current.removeEventListener('scroll', onScroll);
  }, [element]);

  // Told of growth once it is laid out and before it is drawn, so that no piece of an answer has to
  // be laid out at once. A growing composer takes room from below.
  useLayoutEffect(() => {
    const { current } = element;
    const content = current?.firstElementChild;
    if (!current || !content) return;
    const observer = new ResizeObserver(keepUp);
    observer.observe(current);
    observer.observe(content);
    return () => observer.disconnect();
  }, [element, keepUp]);

  return { away, toEnd };
}
