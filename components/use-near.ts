import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** So near to what is on screen, in CSS pixels, that it is about to be seen. */
const nearPixels = 2000;

/** Whether an element has come near to what is on screen; from then on it stays true. */
export function useNear(element: RefObject<HTMLElement | null>, atOnce: boolean): boolean {
  const [near, setNear] = useState(atOnce);
  useEffect(() => {
    const { current } = element;
    if (near || !current) return;
    const options = { root: current.closest('.log-scroller'), rootMargin: `${nearPixels}px 0px` };
    let leave = () => {};
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      leave = queueUp(() => setNear(true));
    }, options);
    observer.observe(current);
    return () => {
      observer.disconnect();
      leave();
    };
  }, [element, near]);
  return near;
}

/** What waits to be shown, the newest last. */
const queue: (() => void)[] = [];

/** Shows one a frame, the newest first: who scrolls fast is there, and no frame is missed. */
function queueUp(show: () => void): () => void {
  if (queue.length === 0) requestAnimationFrame(showNext);
  queue.push(show);
  return () => {
    const place = queue.indexOf(show);
    if (place >= 0) queue.splice(place, 1);
  };
}

function showNext(): void {
  queue.pop()?.();
  if (queue.length > 0) requestAnimationFrame(showNext);
}
