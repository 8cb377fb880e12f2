import { isComposing } from '../core/composing.ts';
import { uiDirection, uiLanguage } from './strings.ts';

/** The card's place in somebody else's page. */
export interface CardHost {
  /** Where to render, inside a closed shadow root. */
  readonly root: HTMLElement;
  close(): void;
}

// Each injection runs in the same isolated world; the card before this one is found here.
declare global {
  var closeAsideCard: (() => void) | undefined;
}

/**
 * Makes room for a card beside the selection, in a closed shadow root in the top layer: neither the
 * page's CSS nor its z-indexes reach it. Escape closes it; the focus goes back to where it was.
 */
export function openCardHost(css: string, label: string, onClose: () => void): CardHost {
  globalThis.closeAsideCard?.();
  const focused = document.activeElement;
  const host = createHost(selectionBox());
  const root = createRoot(host, css, label);

  const close = () => {
    globalThis.closeAsideCard = undefined;
    removeEventListener('keydown', closeOnEscape, true);
    onClose();
    host.remove();
    if (focused instanceof HTMLElement) focused.focus();
  };
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !event.isTrusted || isComposing(event)) return;
    event.stopImmediatePropagation();
    // It would close a dialog of the page as well.
    event.preventDefault();
    close();
  };
  addEventListener('keydown', closeOnEscape, true);
  globalThis.closeAsideCard = close;

  // Beside a modal dialog everything is inert: the card goes into it.
  const modal = focused?.closest('dialog:modal') ?? document.querySelector('dialog:modal');
  (modal ?? document.documentElement).append(host);
  host.showPopover();
  root.focus();
  return { root, close };
}

function createRoot(host: HTMLElement, css: string, label: string): HTMLElement {
  const shadow = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [sheet];
  const root = document.createElement('div');
  root.className = 'card';
  root.setAttribute('role', 'dialog');
  root.setAttribute('aria-label', label);
  root.tabIndex = -1;
  root.lang = uiLanguage();
  root.dir = uiDirection();
  // What is typed into the card is none of the page's shortcuts.
  for (const type of ['keydown', 'keypress', 'keyup', 'input', 'paste']) {
    root.addEventListener(type, (event) => event.stopPropagation());
  }
  shadow.append(root);
  return root;
}

function createHost(place: Readonly<Record<string, string>>): HTMLElement {
  const host = document.createElement('aside-card');
  host.popover = 'manual';
  const style = { all: 'initial', display: 'block', position: 'fixed', ...place };
  // Inline and important: no sheet of the page outranks it.
  for (const [property, value] of Object.entries(style)) {
    host.style.setProperty(property, value, 'important');
  }
  return host;
}

/** Sizes in CSS pixels. */
const width = 380;
const margin = 12;
const roomNeeded = 280;

/** Below the selection, or above it where there is more room; in a corner where there is none. */
function selectionBox(): Readonly<Record<string, string>> {
  const page = document.documentElement;
  const selection = getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0).getBoundingClientRect() : undefined;
  const shown = range && range.bottom > 0 && range.top < innerHeight && range.width > 0;
  if (!shown) {
    return {
      inset: `${margin}px ${margin}px auto auto`,
      'max-height': `${innerHeight - 2 * margin}px`,
    };
  }
  const left = Math.max(margin, Math.min(range.left, page.clientWidth - width - margin));
  const below = innerHeight - range.bottom - 2 * margin;
  const above = range.top - 2 * margin;
  if (below >= roomNeeded || below >= above) {
    const top = Math.min(range.bottom + margin, innerHeight - roomNeeded);
    return {
      inset: `${top}px auto auto ${left}px`,
      'max-height': `${innerHeight - top - margin}px`,
    };
  }
  const bottom = innerHeight - range.top + margin;
  return { inset: `auto auto ${bottom}px ${left}px`, 'max-height': `${above}px` };
}
