import type { BrowserKind } from '../../../server/browser-find.ts';

/** What a page does against the card. */
export interface Attack {
  readonly name: string;
  /** Stands in the page from the start; nothing in it may be shifted by it. */
  readonly html?: string;
  /** Runs in the page once the card is open; it names nothing outside itself. */
  readonly act?: string | ((host: HTMLElement) => unknown);
  /** The only browser that it is promised for; both by default. */
  readonly only?: BrowserKind;
  /** Why it is so; by default, that Firefox has no way to see it. */
  readonly why?: string;
}

/** Style sheets that count from when the card is open. */
const withStyle = (css: string): Pick<Attack, 'html' | 'act'> => ({
  html: `<style media="not all">${css}</style>`,
  act: () => {
    for (const style of document.querySelectorAll('style')) style.media = '';
  },
});

/** A filter of the root element that paints all of it red. */
const decoy = `<svg width="0" height="0" style="position: absolute">
  <filter id="decoy"><feFlood flood-color="red"/></filter></svg>`;
const paintsDecoy = 'html { filter: url(#decoy) }';

interface Overlay {
  readonly pointerEvents?: 'none' | 'auto';
  /** Whether it comes back on top for ever. */
  readonly again?: boolean;
}

const overlay = (choice: Overlay) => ({ act: `() => (${coverWindow})(${JSON.stringify(choice)})` });

function coverWindow({ pointerEvents = 'auto', again = false }: Overlay): void {
  const over = document.createElement('section');
  over.popover = 'manual';
  over.style.cssText = 'position: fixed; inset: 0; width: 100%; height: 100%; background: red';
  over.style.pointerEvents = pointerEvents;
  document.body.append(over);
  over.showPopover();
  const toTop = () => {
    over.hidePopover();
    over.showPopover();
  };
  if (again) setInterval(toTop, 20);
}

const looks = `opacity: 0; visibility: hidden; transform: translate(-50%, 200px) scale(0.4);
  rotate: 40deg; scale: 0.2; translate: 100px; clip-path: inset(50%); pointer-events: none;
  mask: linear-gradient(#0000, #0000); mix-blend-mode: difference; backdrop-filter: invert(1);
  user-select: none; font: 60px serif; letter-spacing: 40px; text-indent: -999px; color: red;
  writing-mode: vertical-rl; text-transform: uppercase; text-shadow: 0 0 9px red; cursor: none;
  -webkit-text-security: disc; line-height: 9; word-spacing: 50px; will-change: opacity`;
const boxes = `position: static; inset: auto; width: 1px; height: 1px; overflow: clip; zoom: 0.3;
  filter: blur(9px); direction: rtl; unicode-bidi: bidi-override; content-visibility: hidden;
  contain: strict; z-index: -1; float: left; columns: 3; display: inline; content: url(x);
  view-transition-name: card; background: red; border: 30px solid; outline: 90px solid;
  padding: 50px; margin: 50px; interactivity: inert; box-shadow: 0 0 0 999px`;
const important = (declarations: string) => declarations.replaceAll(/;|$/g, ' !important;');

const properties = ['--ink', '--paper', '--line', '--font', '--s4'];
const fonts = ['system-ui', 'monospace', 'sans-serif', 'ui-monospace', 'Consolas', 'Roboto'];

/** The card looks as ever and can be used. */
export const survived: readonly Attack[] = [
  { name: 'styles everything', ...withStyle(`div, body * { ${important(`${looks}; ${boxes}`)} }`) },
  { name: 'styles its root', ...withStyle(`html { ${important(looks)} }`) },
  { name: 'styles its root’s font', ...withStyle('html { font-size: 90px; contain: strict }') },
  {
    name: 'animates everything',
    ...withStyle(`@keyframes away { from, to { opacity: 0; scale: 0; visibility: hidden } }
      html, div { animation: away 1s infinite !important; transition: all 99s !important }`),
  },
  {
    name: 'animates by script',
    act: (host) => {
      const away = [{ opacity: 0, transform: 'scale(0)' }];
      for (const element of [host, document.documentElement]) {
        element.animate(away, { duration: 1e8, fill: 'both' });
      }
    },
  },
  {
    name: 'styles by layer and scope',
    ...withStyle(`@layer first { div { opacity: 0 !important } }
      @scope (html) { div { display: none !important } }`),
  },
  {
    name: 'styles pseudo-elements',
    ...withStyle(`div::before, div::after { content: 'Your password, please' !important;
        position: fixed !important; inset: 0 !important; background: red !important }
      div::first-line { font-size: 50px; color: red }
      div::first-letter { font-size: 90px; color: red; float: left }`),
  },
  {
    name: 'sets custom properties',
    ...withStyle(properties.map((name) => `html, div { ${name}: red !important }`).join('')),
  },
  {
    name: 'registers custom properties',
    ...withStyle(
      properties
        .map(
          (name) => `@property ${name} { syntax: '<color>'; inherits: false; initial-value: red }`,
        )
        .join(''),
    ),
  },
  {
    name: 'has fonts by every name',
    html: `<style>${fonts
      .flatMap((name) => [name, `'${name}'`])
      .map((name) => `@font-face { font-family: ${name}; src: url(/font) }`)
      .join('')}</style>`,
    act: () => {
      const wanted = [...document.fonts].filter(({ status }) => status !== 'unloaded');
      if (wanted.length > 0) throw new Error(`The card uses ${wanted.map(({ family }) => family)}`);
    },
  },
  { name: 'hides the popover', act: (host) => host.hidePopover() },
  { name: 'removes the card', act: (host) => host.remove() },
  { name: 'moves the card', act: (host) => document.body.append(host) },
  { name: 'fills the host', act: (host) => host.append('Your password, please') },
  {
    name: 'has a new root',
    act: () => document.documentElement.replaceWith(document.createElement('html')),
  },
  {
    name: 'lays its highest layer over the card',
    act: () => {
      const layer = document.createElement('p');
      layer.style.cssText = 'position: fixed; inset: 0; background: red; z-index: 2147483647';
      document.body.append(layer);
    },
  },
  {
    name: 'opens a modal dialog',
    act: () => {
      const dialog = document.createElement('dialog');
      document.body.append(dialog);
      dialog.showModal();
    },
  },
  {
    name: 'goes to full screen',
    act: async () => {
      const screen = document.createElement('section');
      screen.style.background = 'red';
      document.body.append(screen);
      await screen.requestFullscreen();
    },
  },
  { name: 'opens a popover over the card', ...overlay({}) },
  {
    name: 'opens an overlay that lets clicks through',
    only: 'chromium',
    ...overlay({ pointerEvents: 'none' }),
  },
  {
    name: 'has a filter',
    only: 'chromium',
    why: 'Firefox lays it over the card, which closes: below',
    html: `${decoy}<style>${paintsDecoy}</style>`,
  },
  {
    name: 'makes up events',
    act: (host) => {
      const all = { bubbles: true, composed: true };
      for (const target of [host, document, window]) {
        target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', ...all }));
        target.dispatchEvent(new MouseEvent('click', all));
        target.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
        target.dispatchEvent(new ToggleEvent('toggle', { newState: 'closed' }));
      }
    },
  },
  {
    name: 'replaces what the DOM is made of',
    html: `<script>
      const caught = [];
      for (const { prototype } of [Element, Document, Node, EventTarget, HTMLElement, ShadowRoot,
        Array, Map, WeakMap, CSSStyleSheet, Event, IntersectionObserver]) {
        for (const name of Object.getOwnPropertyNames(prototype)) {
          const { value } = Object.getOwnPropertyDescriptor(prototype, name);
          if (typeof value !== 'function' || name === 'constructor') continue;
          Object.defineProperty(prototype, name, { value: function (...given) {
            const result = Reflect.apply(value, this, given);
            if (result instanceof ShadowRoot || this instanceof ShadowRoot) caught[0] = name;
            return result;
          } });
        }
      }
    </script>`,
    act: () => {
      const caught: unknown = Reflect.get(globalThis, 'caught');
      if (Array.isArray(caught) && caught.length > 0) throw new Error(`The page caught ${caught}`);
    },
  },
  {
    name: 'gives elements the names of what scripts use',
    html: `<form id="browser"><input type="hidden" name="runtime" id="id"></form>
      <form name="createElement"></form><img name="querySelectorAll" alt=""><p id="chrome"></p>
      <img name="documentElement" alt=""><embed name="activeElement" hidden>`,
  },
];

/** The card does not show to begin with. */
export const refused: readonly Attack[] = [
  {
    name: 'lets nothing open',
    html: `<script>
      addEventListener('beforetoggle', (event) => event.preventDefault(), true);
    </script>`,
  },
  {
    name: 'is painted by a filter from the start',
    only: 'firefox',
    why: 'Chromium lays no filter over the card: above',
    html: `${decoy}<style>${paintsDecoy}</style>`,
  },
];

/** When a page writes into the card, and what is left of “whyx” then. */
export const writings = [
  { moment: 'keydown', left: 'whyx' },
  { moment: 'beforeinput', left: 'whyx' },
  { moment: 'input', left: 'why' },
];

/**
 * Writes from when F9 is pressed; `hides` keeps from the card what events come of that.
 */
export const writesAt = (moment: string, hides: boolean) => `<script>
  let armed = false;
  let writing = false;
  for (const type of ['keydown', 'beforeinput', 'input']) {
    addEventListener(type, (event) => {
      if (writing && ${hides}) event.stopImmediatePropagation();
      armed ||= event.key === 'F9';
      if (writing || !armed || type !== '${moment}') return;
      writing = true;
      document.execCommand('selectAll');
      document.execCommand('insertText', false, 'Words of the page');
      writing = false;
    }, true);
  }
</script>`;

/** The card is gone, and its answer goes on without it. */
export const closed: readonly Attack[] = [
  {
    name: 'sets a style of the card',
    act: (host) => host.style.setProperty('opacity', '0', 'important'),
  },
  { name: 'sets "hidden"', act: (host) => host.toggleAttribute('hidden') },
  { name: 'sets "inert"', act: (host) => host.toggleAttribute('inert') },
  { name: 'sets "popover"', act: (host) => host.setAttribute('popover', 'auto') },
  { name: 'sets a tooltip', act: (host) => host.setAttribute('title', 'Your password, please') },
  {
    name: 'is written anew',
    act: () => {
      document.open();
      document.write('<p>Nothing');
      document.close();
    },
  },
  { name: 'shows nothing at all', ...withStyle('* { display: none !important }') },
  { name: 'skips its content', ...withStyle('html { content-visibility: hidden }') },
  { name: 'is inert', act: () => document.documentElement.toggleAttribute('inert') },
  {
    name: 'is painted by a filter',
    only: 'firefox',
    why: 'Chromium lays no filter over the card: above',
    ...withStyle(paintsDecoy),
  },
  {
    name: 'takes the card through another document',
    act: (host) => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      frame.contentDocument?.body.append(host);
    },
  },
  {
    name: 'opens a modal dialog out of sight of scripts',
    act: () => {
      const holder = document.createElement('section');
      const dialog = document.createElement('dialog');
      document.body.append(holder);
      holder.attachShadow({ mode: 'closed' }).append(dialog);
      dialog.showModal();
    },
  },
  { name: 'fights for the top', ...overlay({ again: true }) },
  {
    name: 'fights for the top with an overlay that lets clicks through',
    only: 'chromium',
    ...overlay({ again: true, pointerEvents: 'none' }),
  },
  {
    name: 'changes from view to view without end',
    html: '<style>::view-transition-old(root) { animation-duration: 9999s }</style>',
    act: () => {
      document.startViewTransition(() => {});
    },
  },
];

/** Brings back the focus from wherever it went, in all the ways that are in use. */
export const trapsFocus = `<input id="field" style="position: fixed; right: 9px; bottom: 9px"><script>
  const field = document.querySelector('#field');
  const isOutside = (target) => target instanceof Element && target.tagName === 'DIV';
  const bring = (target) => isOutside(target) && field.focus();
  for (const capture of [true, false]) {
    for (const type of ['focusin', 'focus']) {
      document.addEventListener(type, ({ target }) => bring(target), capture);
    }
    for (const type of ['focusout', 'blur']) {
      document.addEventListener(type, ({ relatedTarget }) => bring(relatedTarget), capture);
    }
  }
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab' || !isOutside(event.target)) return;
    event.preventDefault();
    field.focus();
  }, true);
</script>`;
