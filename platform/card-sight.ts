/** Whether a click on the card would meet the card, wherever it is in the window. */
export function isReachable(host: HTMLElement): boolean {
  if (!host.isConnected || !host.matches(':popover-open')) return false;
  const { left, top, right, bottom } = host.getBoundingClientRect();
  // Inside the rounded corners.
  const inset = 16;
  const [x1, x2] = [Math.max(left, 0) + inset, Math.min(right, innerWidth) - inset];
  const [y1, y2] = [Math.max(top, 0) + inset, Math.min(bottom, innerHeight) - inset];
  const points = [x1, (x1 + x2) / 2, x2].flatMap((x) => [y1, (y1 + y2) / 2, y2].map((y) => [x, y]));
  return points.every(([x = 0, y = 0]) => document.elementFromPoint(x, y) === host);
}

/** Firefox lays a filter of the root element over the top layer too, and it can paint anything. */
export function isPaintedOver(): boolean {
  return (
    import.meta.env.FIREFOX && getComputedStyle(document.documentElement).filter.includes('url(')
  );
}

/**
 * Sees what hit tests do not: an overlay that lets clicks through. Chromium alone can; elsewhere
 * `isVisible` is missing. Where it never saw the card it is not believed.
 */
export function watchSight(host: HTMLElement): { isLost(): boolean; end(): void } {
  let seen = false;
  let hidden = false;
  const options = { root: null, trackVisibility: true, delay: 100 };
  const observer = new IntersectionObserver((entries) => {
    const newest = entries.at(-1);
    if (!newest || !('isVisible' in newest)) return;
    hidden = newest.isVisible === false;
    seen ||= !hidden;
  }, options);
  observer.observe(host);
  // A page that is zoomed in by fingers counts as distorted.
  const isZoomed = () => visualViewport !== null && visualViewport.scale !== 1;
  return { isLost: () => seen && hidden && !isZoomed(), end: () => observer.disconnect() };
}
