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
/** Rules may try every way to part a row of spaces, again at each token: seconds for a long one. */
const mostSpaces = 128;

/** A group as far as it has been read. */
interface ReadGroup {
  readonly source: string;
  /** Its last line is complete too. */
  readonly whole: boolean;
  /** The complete lines as they were read. */
  readonly texts: readonly string[];
  readonly lines: readonly CodeLine[];
  /** With the last line, which may be incomplete. */
  readonly shown: readonly CodeLine[];
}

export function createHighlighter(language: Language): Highlighter {
  let read: readonly ReadGroup[] = [];
  // Languages change it as they go, deep inside too: there is no way back in it.
  let state: unknown;

  const readLine = (text: string): CodeLine => {
    if (text.length > longestLine || spacesIn(text) > mostSpaces) return plain(text);
    try {
      if (text === '') language.blankLine?.(state, indentUnit);
      return readTokens(language, text, state);
    } catch {
      // Rules meet code that nobody tried them on: what they cannot read is shown all the same.
      return plain(text);
    }
  };

  const readOn = (before: ReadGroup | undefined, source: string, whole: boolean): ReadGroup => {
    const all = linesOf(source);
    const texts = whole ? all : all.slice(0, -1);
    const fresh = texts.slice(before?.texts.length ?? 0).map(readLine);
    const lines = [...(before?.lines ?? []), ...fresh];
    const shown = whole ? lines : [...lines, plain(all.at(-1) ?? '')];
    return { source, whole, texts, lines, shown };
  };

  return {
    highlight: (groups, isComplete) => {
      const isWhole = (group: number) => isComplete || group < groups.length - 1;
      const changed = read.findIndex(
        ({ source, whole }, group) => source !== groups[group] || whole !== isWhole(group),
      );
      // A group that has not changed is not looked into: a long code costs what is new in it.
      let kept = changed < 0 ? read.length : changed;
      const growing = read[kept];
      if (growing && !(kept === read.length - 1 && continues(growing, groups[kept]))) {
        read = [];
        kept = 0;
      }
      if (read.length === 0) state = language.startState?.(indentUnit) ?? {};
      const others = groups
        .slice(kept)
        .map((source, index) => readOn(read[kept + index], source, isWhole(kept + index)));
      read = [...read.slice(0, kept), ...others];
      return read.map(({ shown }) => shown);
    },
  };
}

function continues({ texts }: ReadGroup, source: string | undefined): boolean {
  const lines = source === undefined ? [] : linesOf(source);
  return texts.every((text, line) => text === lines[line]);
}

const linesOf = (group: string) => group.replace(/\n$/, '').split('\n');

/** How many characters of a line stand in long rows of spaces. */
const spacesIn = (text: string) => text.match(/\s{8,}/g)?.join('').length ?? 0;

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
