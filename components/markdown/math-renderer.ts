import temml from 'temml';
import 'temml/dist/Temml-Local.css';

/** What gives a name to other TeX: a few of them make megabytes of a short formula. */
const definition =
  /(?<!\\)(?:\\\\)*\\(?:[gex]?def|let|futurelet|(?:new|renew|provide)command|global)(?![A-Za-z@])/;
/** Names of Temml's own that stand for other TeX, in one formula. */
const mostExpansions = 300;
/** Of a space or a rule, in em and in pt. */
const largestSize: [number, number] = [40, 400];

/**
 * TeX → MathML elements. Temml makes no HTML string, and without trust no link and no class.
 *
 * @throws what cannot be read, and what defines a command.
 */
export function renderMath(tex: string, into: HTMLElement, display: boolean): void {
  if (definition.test(tex)) throw new RangeError('A formula may not define commands');
  temml.render(tex, into, {
    displayMode: display,
    throwOnError: true,
    trust: false,
    strict: false,
    maxExpand: mostExpansions,
    maxSize: largestSize,
  });
}
