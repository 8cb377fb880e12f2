import { fold } from './fold.ts';

interface QuoteProps {
  readonly text: string;
  /** The accessible name, where the surroundings do not say what it is. */
  readonly label?: string;
}

/** Whether it may be higher than its box. */
const isLong = (text: string) => text.length > 40 || text.includes('\n');

/** Selected text that a question is about; a long one scrolls, also by the keyboard. */
export function Quote({ text, label }: QuoteProps) {
  return (
    <blockquote class="quote" dir="auto" aria-label={label} tabIndex={isLong(text) ? 0 : undefined}>
      {fold(text)}
    </blockquote>
  );
}
