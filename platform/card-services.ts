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
  translate,
  copyText,
};

async function copyText(text: string): Promise<void> {
  // Pages without a secure origin have no clipboard object.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  document.documentElement.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (!copied) throw new Error('The page does not allow copying');
}
