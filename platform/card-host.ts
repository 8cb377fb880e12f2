import { isComposing } from '../core/composing.ts';
import { hideFocus, leavePage } from './card-focus.ts';
import { placeBesideSelection } from './card-place.ts';
import { keepPulse } from './card-pulse.ts';
import { shieldFromPage } from './card-shield.ts';
import { isPaintedOver, isReachable } from './card-sight.ts';
import { watchCard } from './card-watch.ts';
import { setLanguage } from './strings.ts';

/** The card's place in somebody else's page. */
export interface CardHost {
  /** Where to render, inside a closed shadow root. */
  readonly root: HTMLElement;
  /** Whether the user sees what has been rendered, and nothing lies before it. */
  isReachable(): boolean;
  close(): void;
}

/**
 * Makes room for a card beside the selection, in a closed shadow root in the top layer. Escape
 * closes it; the focus goes back to where it was. It closes by itself where the page takes it away
 * from the user; see docs/decisions/0010-the-card-in-a-hostile-page.md.
 */
export function openCardHost(css: string, label: string, onClose: () => void): CardHost {
  closeLastCard();
  const focused = document.activeElement;
  // Not an element of our own name: a page can define those, and a custom element is handed the
  // closed root that is attached to it (ElementInternals.shadowRoot).
  const host = document.createElement('div');
  host.popover = 'manual';
  const shadow = host.attachShadow({ mode: 'closed' });
  shieldFromPage(shadow, css, placeBesideSelection());
  const root = createRoot(label);
  shadow.append(root);

  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    unwatch();
    endPulse();
    showFocus();
    removeEventListener('keydown', closeOnEscape, true);
    const current = document.activeElement;
    onClose();
    host.remove();
    // Not where the user or the page has moved it since.
    const ours = current === null || current === host || current === document.body;
    if (ours && focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  };
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !event.isTrusted || isComposing(event)) return;
    event.stopImmediatePropagation();
    // It would close a dialog of the page as well.
    event.preventDefault();
    close();
  };

  const showFocus = hideFocus(host, shadow);
  show(host);
  const unwatch = watchCard({ host, shadow, raise: () => show(host), close });
  const endPulse = keepPulse(root);
  addEventListener('keydown', closeOnEscape, true);
  Reflect.set(globalThis, closeKey, close);
  leavePage();
  root.focus();
  return { root, isReachable: () => isReachable(host) && !isPaintedOver(), close };
}

/**
 * Each injection runs in the same isolated world; the card before it is found here. A symbol, since
 * names of the global object can be those of the page's elements.
 */
const closeKey = Symbol.for('close Aside’s card');

function closeLastCard(): void {
  const closeLast: unknown = Reflect.get(globalThis, closeKey);
  if (typeof closeLast === 'function') closeLast();
}

/**
 * Puts the card on top of all that is in the top layer. Beside a modal dialog, or an element in full
 * screen, all is inert: into it.
 */
function show(host: HTMLElement): void {
  const modal =
    document.activeElement?.closest('dialog:modal') ??
    [...document.querySelectorAll('dialog:modal')].at(-1);
  const parent = modal ?? document.fullscreenElement ?? document.documentElement;
  if (host.parentNode !== parent) parent.append(host);
  else host.hidePopover();
  host.showPopover();
}

function createRoot(label: string): HTMLElement {
  const root = document.createElement('div');
  root.className = 'card';
  root.setAttribute('role', 'dialog');
  root.setAttribute('aria-label', label);
  root.tabIndex = -1;
  setLanguage(root);
  return root;
}
