/** Sizes in CSS pixels. */
const width = 380;
const margin = 12;
const roomNeeded = 280;

/**
 * CSS declarations that put the card below the selection, or above it where there is more room; in
 * a corner where there is no selection in sight. Nothing of it leaves a window that gets smaller.
 */
export function placeBesideSelection(): string {
  const selection = getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0).getBoundingClientRect() : undefined;
  const shown = range && range.bottom > 0 && range.top < innerHeight && range.width > 0;
  if (!shown) {
    return `inset: ${margin}px ${margin}px auto auto; max-height: calc(100% - ${2 * margin}px)`;
  }
  const left = `clamp(${margin}px, ${range.left}px, calc(100% - ${width + margin}px))`;
  const below = innerHeight - range.bottom - 2 * margin;
  const above = range.top - 2 * margin;
  if (below >= roomNeeded || below >= above) {
    const top = clampToWindow(range.bottom + margin);
    return `inset: ${top} auto auto ${left}; max-height: calc(100% - ${top} - ${margin}px)`;
  }
  const bottom = clampToWindow(innerHeight - range.top + margin);
  return `inset: auto auto ${bottom} ${left}; max-height: calc(100% - ${bottom} - ${margin}px)`;
}

const clampToWindow = (distance: number) =>
  `clamp(${margin}px, ${distance}px, calc(100% - ${roomNeeded}px))`;
