import { fold } from './fold.ts';

interface QuoteProps {
  readonly text: string;
  /** The accessible name, where the surroundings do not say what it is. */
  readonly label?: string;
}

/** Selected text that a question is about; a long one scrolls. */
export function Quote({ text, label }: QuoteProps) {
  return (
    <blockquote class="quote" dir="auto" aria-label={label}>
      {fold(text)}
    </blockquote>
  );
}
