/** Laying out a megabyte would freeze the page. */
const shownLength = 4000;

interface QuoteProps {
  readonly text: string;
  /** The accessible name, where the surroundings do not say what it is. */
  readonly label?: string;
}

/** Selected text that a question is about; a long one scrolls. */
export function Quote({ text, label }: QuoteProps) {
  return (
    <blockquote class="quote" dir="auto" aria-label={label}>
      {text.length > shownLength ? `${text.slice(0, shownLength)}…` : text}
    </blockquote>
  );
}
