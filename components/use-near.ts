import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** So near to what is on screen, in CSS pixels, that it is about to be seen. */
const nearPixels = 2000;

/**
 * Whether an element, or the group of turns that it stands in, has come near to what is on screen;
 * from then on it stays true.
 */
export function useNear(element: RefObject<HTMLElement | null>, atOnce: boolean): boolean {
  const [near, setNear] = useState(atOnce);
  useEffect(() => {
    const { current } = element;
    const root = current?.closest('.log-scroller');
    if (near || !current || !root) return;
    let leave = () => {};
    const stop = nearbyOf(root).watch(current.closest('.turn-group') ?? current, () => {
      leave = queueUp(() => setNear(true));
    });
    return () => {
      stop();
      leave();
    };
  }, [element, near]);
  return near;
}

interface Nearby {
  /** Calls once the element is near; returns what ends the wait. */
  watch(element: Element, onNear: () => void): () => void;
}

const nearbyByRoot = new WeakMap<Element, Nearby>();

/** One observer for a scrolling element: a browser looks at each of them, and all in it, every frame. */
function nearbyOf(root: Element): Nearby {
  const nearby = nearbyByRoot.get(root) ?? createNearby(root);
  nearbyByRoot.set(root, nearby);
  return nearby;
}

function createNearby(root: Element): Nearby {
  const waiting = new Map<Element, Set<() => void>>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
        observer.unobserve(target);
        const listeners = waiting.get(target) ?? [];
        waiting.delete(target);
        for (const onNear of listeners) onNear();
      }
    },
    { root, rootMargin: `${nearPixels}px 0px` },
  );
  return {
    watch: (element, onNear) => {
      const listeners = waiting.get(element) ?? new Set();
      waiting.set(element, listeners.add(onNear));
      observer.observe(element);
      return () => {
        listeners.delete(onNear);
        if (listeners.size > 0 || waiting.get(element) !== listeners) return;
        waiting.delete(element);
        observer.unobserve(element);
      };
    },
  };
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
