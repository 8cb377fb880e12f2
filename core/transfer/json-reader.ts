import Tokenizer from '@streamparser/json/tokenizer.js';
import TokenParser from '@streamparser/json/tokenparser.js';
import type { ParsedTokenInfo } from '@streamparser/json/utils/types/parsedTokenInfo.js';
import TokenType from '@streamparser/json/utils/types/tokenType.js';
import { isRecord } from '../guards.ts';
import { ImportFailure } from './import-problem.ts';
import { createTextPlaces } from './text-places.ts';

/** A value of interest: an element of the list at the top, or what stands under a name there. */
export interface JsonItem {
  /** '' for the list at the top. */
  readonly under: string;
  readonly value: unknown;
}

export interface JsonReader {
  /** Takes the next text and returns what has become complete. @throws ImportFailure */
  feed(text: string): readonly JsonItem[];
  /** The text is at its end. @throws ImportFailure */
  end(): void;
}

export interface JsonReaderOptions {
  /** Names at the top whose value is of interest. */
  readonly fields: readonly string[];
  /** Names at the top with a list whose elements are of interest. */
  readonly lists: readonly string[];
}

const deepest = 200;
/** In bytes, of one element or one value. */
export const largest = 64 * 1024 * 1024;

/**
 * Reads JSON of any length, fed in pieces that may end anywhere. Holds no more than one element at
 * a time; what is of no interest is let go as it is read.
 */
export function createJsonReader({ fields, lists }: JsonReaderOptions): JsonReader {
  const places = createTextPlaces();
  const tokenizer = new Tokenizer({ stringBufferSize: 64 * 1024 });
  keepMarks(tokenizer);
  let parser: TokenParser | undefined;
  let ready: JsonItem[] = [];
  let items = 0;
  let depth = 0;
  /** Where the last token, and the element that it is in, began. */
  let at = 0;
  let begun: number | undefined;
  let itemDepth = 1;
  /** The list that is being read holds elements of interest. */
  let wanted = true;

  const within = () => (begun === undefined ? {} : { conversation: items + 1 });
  const failAt = (offset: number, kind: 'not-json' | 'too-deep', cause?: unknown) => {
    throw new ImportFailure({ kind, ...places.of(offset), ...within() }, { cause });
  };
  const failHere = (kind: 'cut-off' | 'too-large') => {
    const { line } = places.of(places.length());
    throw new ImportFailure({ kind, line, ...within() });
  };

  const startParser = ({ token }: ParsedTokenInfo) => {
    const isList = token === TokenType.LEFT_BRACKET;
    itemDepth = isList ? 1 : 2;
    const named = [...fields.map((name) => `$.${name}`), ...lists.map((name) => `$.${name}.*`)];
    const started = new TokenParser({ paths: isList ? ['$.*'] : named, keepStack: false });
    started.onValue = ({ value, key, stack }) => {
      const name = stack.length > 1 ? stack[1]?.key : key;
      if (isList || stack.length > 1) items += 1;
      ready.push({ under: isList ? '' : String(name), value });
    };
    return started;
  };

  tokenizer.onToken = (info) => {
    at = info.offset;
    parser ??= startParser(info);
    const opens = info.token === TokenType.LEFT_BRACE || info.token === TokenType.LEFT_BRACKET;
    const closes = info.token === TokenType.RIGHT_BRACE || info.token === TokenType.RIGHT_BRACKET;
    if (depth === 1 && itemDepth === 2 && info.token === TokenType.STRING) {
      wanted = lists.some((name) => name === info.value);
    }
    if (opens && wanted && depth === itemDepth) begun = info.offset;
    if (opens) depth += 1;
    if (depth > deepest) failAt(info.offset, 'too-deep');
    try {
      parser.write(info);
    } catch (thrown) {
      failAt(info.offset, 'not-json', thrown);
    }
    if (closes) depth -= 1;
    if (closes && depth === itemDepth) begun = undefined;
  };

  return {
    feed: (text) => {
      const bytes = places.add(text);
      try {
        tokenizer.write(bytes);
      } catch (thrown) {
        if (thrown instanceof ImportFailure) throw thrown;
        // The tokenizer tells the place in words alone.
        const told = /absolute position "(\d+)"/.exec(
          thrown instanceof Error ? thrown.message : '',
        );
        failAt(told ? Number(told[1]) : at, 'not-json', thrown);
      }
      if (places.length() - (begun ?? at) > largest) failHere('too-large');
      const complete = ready;
      ready = [];
      return complete;
    },
    end: () => {
      let isWhole = true;
      try {
        tokenizer.end();
      } catch (thrown) {
        if (thrown instanceof ImportFailure) throw thrown;
        isWhole = false;
      }
      if (isWhole && parser?.isEnded) return;
      if (isWhole && !parser) throw new ImportFailure({ kind: 'empty' });
      failHere('cut-off');
    },
  };
}

/**
 * To the library, which has no option for it, U+FEFF is a byte order mark wherever it begins to
 * decode: a text that begins with one would lose it.
 */
function keepMarks(tokenizer: Tokenizer): void {
  const strings: unknown = Reflect.get(tokenizer, 'bufferedString');
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  if (isRecord(strings)) Reflect.set(strings, 'decoder', decoder);
}
