import { browser } from './browser.ts';

/** In milliseconds; card.css waits for three of them before it says that there are no more. */
const interval = 1000;

/**
 * Tells a card's style sheet, again and again, that this script lives. When the extension is
 * updated or removed, Firefox ends the scripts of its cards without a word and leaves the cards in
 * their pages; Chromium leaves the scripts as well, cut off from the extension. Then no pulse
 * comes, and the style sheet alone says what has happened and lets the card be closed. Returns what
 * ends it.
 */
export function keepPulse(root: HTMLElement): () => void {
  let odd = false;
  const beat = () => {
    if (browser.runtime?.id === undefined) return clearInterval(timer);
    odd = !odd;
    root.dataset.pulse = odd ? 'odd' : 'even';
  };
  const timer = setInterval(beat, interval);
  beat();
  return () => clearInterval(timer);
}
