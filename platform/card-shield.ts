/** All that a user can do to a card. */
const userEvents = [
  ...['click', 'auxclick', 'dblclick', 'contextmenu', 'wheel', 'drop'],
  ...['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart', 'touchend'],
  ...['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'submit'],
  ...['compositionstart', 'compositionupdate', 'compositionend', 'cut', 'copy', 'paste'],
];

/**
 * Shuts a page's styles, scripts and shortcuts out of a closed shadow root.
 * @param place CSS declarations for the host's place in the window.
 */
export function shieldFromPage(shadow: ShadowRoot, css: string, place: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(hostRules(place) + renameProperties(css));
  shadow.adoptedStyleSheets = [sheet];
  for (const type of userEvents) {
    shadow.addEventListener(type, refuseUntrusted, true);
    // What is done to the card is none of the page's shortcuts.
    shadow.addEventListener(type, (event) => event.stopPropagation());
  }
}

/** Only the user acts here: no script can have meant it. */
function refuseUntrusted(event: Event): void {
  if (event.isTrusted) return;
  event.stopImmediatePropagation();
  event.preventDefault();
}

/**
 * Of important declarations those of the innermost tree win: over the page's sheets, over its
 * changes to the host's own style, and over its animations.
 */
const hostRules = (place: string) => `
  :host {
    ${important(`all: initial; direction: ltr; unicode-bidi: normal`)};
    ${important(`display: flex; flex-direction: column`)};
    ${important(`position: fixed; pointer-events: none; ${place}`)};
  }
  :host(:not(:popover-open)) { display: none !important }
  @media print { :host { display: none !important } }
  :host::before, :host::after { content: none !important; display: none !important }
`;

const important = (declarations: string) =>
  declarations
    .split('; ')
    .map((declaration) => `${declaration} !important`)
    .join('; ');

/**
 * Gives custom properties names that nobody can guess: a page can register any name (`@property`)
 * so that it has a value of the page's wherever it is used, in shadow trees too.
 */
function renameProperties(css: string): string {
  const prefix = `--p${crypto.getRandomValues(new Uint32Array(2)).join('')}`;
  return css.replace(/--(?=[a-z])/g, `${prefix}-`);
}
