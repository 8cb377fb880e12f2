// The names that answers use, each with its character. The full HTML table has 2,125 names and
// would weigh more than all other Markdown code; a name that is not here stays as it was written.
const named =
  'amp& lt< gt> quot" apos\' nbsp\u00a0 shy\u00ad ensp\u2002 emsp\u2003 thinsp\u2009 copy© reg® trade™ ' +
  'deg° plusmn± micro\u00b5 para¶ sect§ middot· cent¢ pound£ yen¥ euro€ times× divide÷ minus− ' +
  'laquo« raquo» lsquo‘ rsquo’ sbquo‚ ldquo“ rdquo” bdquo„ ndash– mdash— bull• hellip… prime′ ' +
  'Prime″ sup1¹ sup2² sup3³ frac12½ frac14¼ frac34¾ larr← uarr↑ rarr→ darr↓ harr↔ lArr⇐ rArr⇒ ' +
  'hArr⇔ forall∀ exist∃ part∂ nabla∇ isin∈ notin∉ sum∑ prod∏ radic√ infin∞ cap∩ cup∪ int∫ ' +
  'asymp≈ ne≠ equiv≡ le≤ ge≥ sub⊂ sup⊃ alpha\u03b1 beta\u03b2 gamma\u03b3 delta\u03b4 ' +
  'epsilon\u03b5 theta\u03b8 lambda\u03bb mu\u03bc pi\u03c0 sigma\u03c3 phi\u03c6 omega\u03c9 ' +
  'Delta\u0394 Sigma\u03a3 Omega\u03a9 check✓';

const characters = new Map(named.split(' ').map((pair) => [pair.slice(0, -1), pair.slice(-1)]));

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
