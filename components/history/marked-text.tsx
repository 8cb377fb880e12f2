import type { TextPart } from '../../core/search/snippet.ts';

/** A text with what was looked for in it marked. */
export function MarkedText({ parts }: { readonly parts: readonly TextPart[] }) {
  return (
    <>{parts.map(({ text, marked }, index) => (marked ? <mark key={index}>{text}</mark> : text))}</>
  );
}
