import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CodeLine } from '../../core/highlight/highlighter.ts';
import { createCursor } from './cursor.tsx';

interface CodeLinesProps {
  /** The lines without their ends. */
  readonly lines: readonly CodeLine[];
  /** Whether the last line has its end, as all others have. */
  readonly ended: boolean;
  readonly cursor: boolean;
}

/**
 * A run of highlighted lines. Their elements are made here and not by Preact, which would keep as
 * much again for each of thousands of tokens, none of which ever changes.
 */
export function CodeLines({ lines, ended, cursor }: CodeLinesProps) {
  const place = useRef<HTMLSpanElement>(null);
  const shown = useRef<ShownLine[]>([]);
  useLayoutEffect(() => {
    if (place.current) showLines(place.current, shown.current, lines, ended);
  }, [lines, ended]);
  useLayoutEffect(() => {
    if (!cursor) return;
    const element = createCursor();
    shown.current.at(-1)?.element.append(element);
    return () => element.remove();
  });
  return <span ref={place} />;
}

interface ShownLine {
  readonly tokens: CodeLine;
  readonly end: string;
  readonly element: HTMLElement;
}

/** Makes the lines that are not shown yet, or are others now. */
function showLines(
  place: HTMLElement,
  shown: ShownLine[],
  lines: readonly CodeLine[],
  ended: boolean,
): void {
  for (const { element } of shown.splice(lines.length)) element.remove();
  for (const [index, tokens] of lines.entries()) {
    const end = ended || index < lines.length - 1 ? '\n' : '';
    const before = shown[index];
    if (before?.tokens === tokens && before.end === end) continue;
    const element = before?.element ?? document.createElement('span');
    element.className = 'code-line';
    element.replaceChildren(...tokens.map(createToken), end);
    if (!before) place.append(element);
    shown[index] = { tokens, end, element };
  }
}

function createToken({ kind, text }: CodeLine[number]): Node | string {
  if (!kind) return text;
  const token = document.createElement('span');
  token.className = `code-${kind}`;
  token.textContent = text;
  return token;
}
