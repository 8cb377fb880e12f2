import type { Translate } from '../core/strings.ts';
import { browser } from './browser.ts';
import { requestPermission } from './request-permission.ts';
import { translate } from './strings.ts';

/** What the components of an extension page need of the browser. */
export const pageServices: {
  readonly translate: Translate;
  copyText(text: string): Promise<void>;
  copyRichText(html: string, text: string): Promise<void>;
  openSettings(): void;
  requestAccess(pattern: string): Promise<boolean>;
} = {
  translate,
  copyText: (text) => navigator.clipboard.writeText(text),
  copyRichText: (html, text) => {
    const part = (type: string, content: string) => ({ [type]: new Blob([content], { type }) });
    const item = { ...part('text/html', html), ...part('text/plain', text) };
    return navigator.clipboard.write([new ClipboardItem(item)]);
  },
  openSettings: () => void browser.runtime.openOptionsPage(),
  requestAccess: requestPermission,
};
