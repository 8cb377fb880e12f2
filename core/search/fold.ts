const plain = /^[\0-\x7f]*$/;

/** Text as it is compared: neither case nor diacritics matter. */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  // Vietnamese đ is a letter of its own to Unicode, and d to who types without diacritics.
  return bare.replaceAll('đ', 'd').replaceAll('ς', 'σ');
}
