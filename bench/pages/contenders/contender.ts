/** A way to show an answer as it comes. */
export interface Contender {
  /** Called with the whole text so far and what is new of it; afterwards the page shows it. */
  update(text: string, added: string): void;
  /** The answer is complete. */
  end?(text: string): void;
}

/** Prepares a contender to fill an element. What it needs at its start is loaded by then. */
export type MakeContender = (element: HTMLElement) => Contender | Promise<Contender>;
