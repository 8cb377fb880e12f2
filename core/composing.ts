/**
 * True for a key that belongs to an input method, such as the Enter that ends a composition or the
 * Escape that drops it.
 */
export function isComposing(event: {
  readonly isComposing: boolean;
  readonly keyCode: number;
}): boolean {
  // Some engines report the last key of a composition by its key code alone.
  return event.isComposing || event.keyCode === 229;
}
