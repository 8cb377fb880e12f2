import { isPaintedOver, isReachable, watchSight } from './card-sight.ts';

/** How often is looked, in milliseconds. */
const interval = 100;
/** So many raises and the card gives way: about a second in a row. A page's own transitions are shorter. */
const mostRaises = 10;
/** So many looks without trouble and all trouble is forgotten. */
const calm = 50;
/** So many looks a press is remembered: a finger's shows late. */
const memory = 20;
/** An event within the card that nobody else hears of. */
const probe = 'probe';

interface WatchedCard {
  readonly host: HTMLElement;
  readonly shadow: ShadowRoot;
  /** Puts the card on top again. */
  raise(): void;
  close(): void;
}

/**
 * Watches that the card is what the user sees and reaches, since no event tells when it is not. A
 * card that is covered, inert, hidden or taken out is raised; one that has been changed, that gets
 * no events, or that cannot be raised for good, closes. Returns what ends the watching.
 */
export function watchCard({ host, shadow, raise, close }: WatchedCard): () => void {
  let raises = 0;
  let quiet = 0;
  let heard = 0;
  const sight = watchSight(host);

  const raiseOrClose = () => {
    quiet = 0;
    raises += 1;
    const focused = shadow.activeElement;
    try {
      if (raises > mostRaises) return close();
      raise();
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    } catch {
      close();
    }
  };
  const look = () => {
    if (document.visibilityState === 'hidden') return;
    const pressed = shadow.querySelector(':active') !== null;
    const deaf = (pressed && heard === 0) || !hearsItself();
    if (deaf || isChanged(host, shadow)) return close();
    if (!pressed && heard > 0) heard -= 1;
    if (!isReachable(host) || sight.isLost()) return raiseOrClose();
    quiet += 1;
    if (quiet > calm) raises = 0;
  };
  const timer = setInterval(look, interval);

  // A page that writes itself anew takes away all listeners there are.
  let answered = false;
  const answer = () => {
    answered = true;
  };
  shadow.addEventListener(probe, answer);
  const hearsItself = () => {
    answered = false;
    shadow.dispatchEvent(new Event(probe));
    return answered;
  };

  // A page's listener on the window comes before these and can keep every event from the card.
  const hear = () => {
    heard = memory;
  };
  shadow.addEventListener('pointerdown', hear, true);
  shadow.addEventListener('keydown', hear, true);
  return () => {
    clearInterval(timer);
    sight.end();
  };
}

/**
 * Whatever sets an attribute of the host does not mean well. A root that has been through another
 * document has lost its styles.
 */
function isChanged(host: HTMLElement, shadow: ShadowRoot): boolean {
  return (
    host.getAttributeNames().join() !== 'popover' ||
    host.popover !== 'manual' ||
    shadow.adoptedStyleSheets.length === 0 ||
    isPaintedOver()
  );
}
