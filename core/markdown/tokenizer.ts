import { Tokenizer } from 'marked';
import { charactersOf } from '../scripts.ts';

/** Han, kana, bopomofo, hangul, with their punctuation and full-width forms. */
const cjk = `${charactersOf('Hani Hira Kana Bopo Hang')}\\u3001-\\u303f\\ufe30-\\ufe6b\\uff01-\\uff60\\uffe0-\\uffe6`;
const mark = '[\\p{P}\\p{S}]';
const cjkMark = `(?=${mark})[${cjk}]`;
const otherMark = `(?![*~])${mark}`;
const run = '(?:\\*+|~+)';

const anyCjk = new RegExp(`[${cjk}]`, 'u');
const endsInCjk = new RegExp(`[${cjk}]$`, 'u');
const opensCjk = new RegExp(`^${run}[${cjk}]`, 'u');

/** Each is read from the mark on: a long run of asterisks is gone through once. */
const marksBesideRuns = [
  // What is CJK itself.
  `${cjkMark}(?=[*~])`,
  `${cjkMark}(?<=[*~].)`,
  // What has CJK on the run's other side.
  `${otherMark}(?=${run}[${cjk}])`,
  `${otherMark}(?<=[${cjk}]${run}.)`,
];
const markBesideRun = new RegExp(marksBesideRuns.join('|'), 'gu');

/**
 * A text in which quotes and the like are letters where CJK is beside them and emphasis begins or
 * ends: they would keep it from doing so.
 *
 * @param masked The text with what is not to be looked into masked, each character by one.
 */
export function maskMarksBesideCjk(masked: string): string {
  // Most texts have none: to see that is quicker than to look beside each mark.
  if (!anyCjk.test(masked)) return masked;
  return masked.replace(markBesideRun, (found) => 'a'.repeat(found.length));
}

const addressEnd = new RegExp(`${cjkMark}|[‘’“”…—]`, 'u');

/**
 * GitHub-flavoured Markdown, where it is written with spaces between words. Where there are none,
 * `**注意：**请` would stay as it is written, and an address would go on through the sentence. The
 * rules for emphasis are those proposed for CommonMark:
 * https://github.com/commonmark/commonmark-spec/issues/650
 */
export class TextTokenizer extends Tokenizer {
  override emStrong(source: string, masked: string, before = '') {
    return super.emStrong(source, masked, opensBesideCjk(source, masked) ? '' : before);
  }

  override del(source: string, masked: string, before = '') {
    return super.del(source, masked, opensBesideCjk(source, masked) ? '' : before);
  }

  override url(source: string) {
    const found = super.url(source);
    const end = found ? found.raw.search(addressEnd) : -1;
    return end < 0 ? found : super.url(source.slice(0, end));
  }
}

/** Whether emphasis may begin at the source's start whatever follows, as at a text's start. */
function opensBesideCjk(source: string, masked: string): boolean {
  const index = masked.length - source.length;
  return opensCjk.test(source) || endsInCjk.test(masked.slice(Math.max(index - 2, 0), index));
}
