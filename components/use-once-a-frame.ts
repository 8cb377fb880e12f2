import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * A growing text as it is to be shown: at once, but what comes before the next frame is shown with
 * that one. Parsing it more often than the screen is drawn would be for nobody.
 *
 * @param growing Once that is over, the text is shown at once.
 */
export function useOnceAFrame(text: string, growing: boolean): string {
  const shown = useRef(text);
  const latest = useRef(text);
  const frame = useRef<number>(undefined);
  const [, setFrames] = useState(0);
  useEffect(() => () => cancelAnimationFrame(frame.current ?? 0), []);

  latest.current = text;
  // A page that is not drawn has no frames.
  const waits = growing && frame.current !== undefined && !document.hidden;
  if (waits || text === shown.current) return shown.current;
  shown.current = text;
  frame.current ??= requestAnimationFrame(() => {
    frame.current = undefined;
    if (latest.current !== shown.current) setFrames((count) => count + 1);
  });
  return text;
}
