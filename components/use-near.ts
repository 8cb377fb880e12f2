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
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setNear(true);
    }, options);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element, near]);
  return near;
}
