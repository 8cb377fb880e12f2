/** Enter sends; Shift+Enter breaks the line; the Enter that ends an IME's composition does neither. */
export function sendOnEnter(event: KeyboardEvent, send: () => void): void {
  // Some engines report that last Enter by its key code alone.
  const composing = event.isComposing || event.keyCode === 229;
  if (event.key !== 'Enter' || event.shiftKey || composing) return;
  event.preventDefault();
  send();
}
