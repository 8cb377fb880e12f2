/**
 * Keeps from the page that the focus is in the card: a dialog of the page's that brings back all
 * focus, by script, would leave none to type with. Returns what ends it.
 */
export function hideFocus(host: HTMLElement, shadow: ShadowRoot): () => void {
  const hide = (event: Event) => {
    // Tab leads on from part to part; nothing in the card listens for it.
    const isHidden = !(event instanceof KeyboardEvent) || event.key === 'Tab';
    if (event.target === host && isHidden) event.stopImmediatePropagation();
  };
  const types = ['focusin', 'focusout', 'focus', 'blur', 'keydown'];
  for (const type of types) addEventListener(type, hide, true);
  const enter = () => {
    if (document.activeElement !== host) leavePage();
  };
  shadow.addEventListener('mousedown', enter, true);
  return () => {
    for (const type of types) removeEventListener(type, hide, true);
  };
}

/**
 * Takes the focus from what has it in the page, before the card has it: what the page loses tells
 * where the focus has gone.
 */
export function leavePage(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && activeElement !== document.body) activeElement.blur();
}
