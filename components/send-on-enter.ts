import { isComposing } from '../core/composing.ts';

/** Enter sends; Shift+Enter breaks the line; the Enter that ends an IME's composition does neither. */
export function sendOnEnter(event: KeyboardEvent, send: () => void): void {
  if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
  event.preventDefault();
  send();
}
