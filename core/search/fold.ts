const plain = /^[\0-\x7f]*$/;
/**
 * What is invisible, kashida, and diacritics. The vowel signs of other scripts are no diacritics,
 * nor is what makes another sound of a kana.
 */
const ignored = /[\p{DI}ـ[\p{M}&&[\p{scx=Zinh}\p{scx=Latn}\p{scx=Arab}\p{scx=Hebr}]]]/gv;

/** Text as it is compared: neither case nor diacritics matter. */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  const bare = text.normalize('NFKD').replace(ignored, '');
  // Capitals make of ß, and of ı, what is typed in their place.
  const lower = bare.toLowerCase().toUpperCase().toLowerCase();
  // Letters of their own to Unicode, and these to who types without diacritics.
  return lower
    .replaceAll('đ', 'd')
    .replaceAll('ς', 'σ')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae');
}
