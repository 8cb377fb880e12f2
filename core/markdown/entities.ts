// The names that answers use: HTML 4's Latin-1 set (U+00A0 to U+00FF, in order) and the common
// signs. The full HTML table has 2,125 names and would weigh more than all other Markdown code;
// a name that is not here stays as it was written.
const latin1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn ' +
  'sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave ' +
  'Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ' +
  'ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN ' +
  'szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute ' +
  'icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml ' +
  'yacute thorn yuml';
const signs =
  'amp& lt< gt> quot" apos\' ndash– mdash— lsquo‘ rsquo’ ldquo“ rdquo” bull• hellip… prime′ ' +
  'Prime″ euro€ trade™ larr← uarr↑ rarr→ darr↓ harr↔ rArr⇒ hArr⇔ part∂ sum∑ prod∏ minus− radic√ ' +
  'infin∞ asymp≈ ne≠ le≤ ge≥ alpha\u03b1 beta\u03b2 gamma\u03b3 delta\u03b4 Delta\u0394 ' +
  'lambda\u03bb mu\u03bc pi\u03c0 sigma\u03c3 Sigma\u03a3 omega\u03c9 Omega\u03a9 check✓';

const characters = new Map<string, string>([
  ...latin1.split(' ').map((name, index) => [name, String.fromCharCode(0xa0 + index)] as const),
  ...signs.split(' ').map((pair) => [pair.slice(0, -1), pair.slice(-1)] as const),
]);

function characterOf(code: number): string {
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return String.fromCodePoint(valid ? code : 0xfffd);
}

/** Replaces each character reference (`&amp;`, `&#38;`, `&#x26;`) once by what it stands for. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w+));/g,
    (reference, decimal, hexadecimal, name) =>
      name
        ? (characters.get(name) ?? reference)
        : characterOf(decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16)),
  );
}
