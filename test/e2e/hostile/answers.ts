import { createBlockStream } from '../../../core/markdown/blocks.ts';
import type { HostileText } from '../../fixtures/hostile-markdown.ts';

const separator = '\n\n';

/** Whether what follows the text is Markdown again, and not within a fence or raw HTML. */
function endsByItself(text: string): boolean {
  const last = createBlockStream().append(`${text}${separator}End`).flat().at(-1);
  return last?.type === 'paragraph' && last.pieces.flat().join() === 'End';
}

/** All texts in a few answers. What swallows all that follows stands at an answer's end. */
export function joinIntoAnswers(texts: readonly HostileText[]): readonly string[] {
  const all = texts.map(({ text }) => text);
  const ends = all.filter((text) => !endsByItself(text));
  const others = all.filter(endsByItself);
  const size = Math.ceil(others.length / ends.length);
  return ends.map((end, index) =>
    [...others.slice(index * size, (index + 1) * size), end].join(separator),
  );
}
