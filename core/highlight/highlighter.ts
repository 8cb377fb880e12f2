import { StringStream } from '@codemirror/streamparser';
import type { Language } from './languages.ts';
import { kindOf, type TokenKind } from './token-kinds.ts';

/** A run of code of one kind; those of a line joined are the line. */
interface CodeToken {
  readonly kind: TokenKind | undefined;
  readonly text: string;
}

export type CodeLine = readonly CodeToken[];

/** Highlights code while it grows: each line is read once, when it is complete. */
export interface Highlighter {
  /**
   * @param groups Runs of lines, each but the last ending in a line end, as in a `CodeBlock`.
   * @param complete Whether the last line is complete too; until then it has no kinds.
   * @returns The lines of each group; those that were complete before are the same objects.
   */
  highlight(groups: readonly string[], complete: boolean): readonly (readonly CodeLine[])[];
}

const tabSize = 4;
const indentUnit = 2;
/** Longer lines are nobody's writing, and rules may look through a line again at each token. */
const longestLine = 1000;

/** A group as far as it has been read. */
interface ReadGroup {
  readonly texts: readonly string[];
  readonly lines: readonly CodeLine[];
}

export function createHighlighter(language: Language): Highlighter {
  let read: readonly ReadGroup[] = [];
  // Languages change it as they go, deep inside too: there is no way back in it.
  let state: unknown;

  const readLine = (text: string): CodeLine => {
    if (text.length > longestLine) return plain(text);
    if (text === '') language.blankLine?.(state, indentUnit);
    return readTokens(language, text, state);
  };

  const readOn = (before: ReadGroup | undefined, complete: readonly string[]): ReadGroup => {
    const { texts, lines } = before ?? { texts: [], lines: [] };
    if (before && complete.length === texts.length) return before;
    return { texts: complete, lines: [...lines, ...complete.slice(texts.length).map(readLine)] };
  };

  return {
    highlight: (groups, isComplete) => {
      const all = groups.map(linesOf);
      const continues = read.every(({ texts }, group) =>
        texts.every((text, line) => text === all[group]?.[line]),
      );
      if (read.length === 0 || !continues) {
        read = [];
        state = language.startState?.(indentUnit) ?? {};
      }
      const isWhole = (group: number) => isComplete || group < groups.length - 1;
      read = all.map((texts, group) =>
        readOn(read[group], isWhole(group) ? texts : texts.slice(0, -1)),
      );
      return all.map((texts, group) => {
        const lines = read[group]?.lines ?? [];
        const last = texts.at(-1) ?? '';
        return lines.length === texts.length ? lines : [...lines, plain(last)];
      });
    },
  };
}

const linesOf = (group: string) => group.replace(/\n$/, '').split('\n');

const plain = (text: string): CodeLine => [{ kind: undefined, text }];

function readTokens(language: Language, text: string, state: unknown): CodeLine {
  const stream = new StringStream(text, tabSize, indentUnit);
  const tokens: CodeToken[] = [];
  while (!stream.eol()) {
    stream.start = stream.pos;
    const kind = kindOf(nextStyle(language, stream, state));
    const last = tokens.at(-1);
    if (last && last.kind === kind) {
      tokens.splice(-1, 1, { kind, text: last.text + stream.current() });
    } else tokens.push({ kind, text: stream.current() });
  }
  return tokens;
}

/** Rules may pass over a place without a token, to look at it again in another state. */
function nextStyle(language: Language, stream: StringStream, state: unknown): string | null {
  for (let tries = 0; tries < 10; tries += 1) {
    const style = language.token(stream, state);
    if (stream.pos > stream.start) return style;
  }
  stream.next();
  return null;
}
