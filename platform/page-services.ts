import type { Translate } from '../core/strings.ts';
import { browser } from './browser.ts';
import { requestPermission } from './permissions.ts';
import { translate } from './strings.ts';

/** What the components of an extension page need of the browser. */
export const pageServices: {
  readonly translate: Translate;
  copyText(text: string): Promise<void>;
  openSettings(): void;
  requestAccess(pattern: string): Promise<boolean>;
} = {
  translate,
  copyText: (text) => navigator.clipboard.writeText(text),
  openSettings: () => void browser.runtime.openOptionsPage(),
  requestAccess: requestPermission,
};
