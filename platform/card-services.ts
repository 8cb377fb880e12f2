import type { Translate } from '../core/strings.ts';
import { translate } from './strings.ts';

/**
 * What the components of the in-page card need of the browser: little, since only
 * extension pages can open the options or ask for access.
 */
export const cardServices: {
  readonly translate: Translate;
  copyText(text: string): Promise<void>;
} = {
  translate: (key, ...substitutions) => {
    try {
      return translate(key, ...substitutions);
    } catch {
      // The extension was updated under this card, which its own style sheet says.
      return '';
    }
  },
  copyText,
};

async function copyText(text: string): Promise<void> {
  // Pages without a secure origin have no clipboard object, and others may forbid it (clipboard-write).
  const written = navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  if (!(await written)) copyByEvent(text);
}

/** Throws where the page does not allow it. */
function copyByEvent(text: string): void {
  let copied = false;
  // Straight into the event: in an element the page could read it.
  const write = (event: ClipboardEvent) => {
    if (!event.isTrusted) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
    copied = true;
  };
  addEventListener('copy', write, true);
  document.execCommand('copy');
  removeEventListener('copy', write, true);
  if (!copied) throw new Error('The page does not allow copying');
}
