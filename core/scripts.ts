/**
 * For a class of a regular expression: the characters of these scripts, by their ISO 15924 codes.
 * @param property `scx` takes in what several scripts share, such as 。 and ー; `sc` does not.
 */
export const charactersOf = (scripts: string, property = 'scx') =>
  scripts.replace(/(\w+) ?/g, `\\p{${property}=$1}`);

/** Scripts that put no space between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese. */
export const unspaced = charactersOf('Hani Hira Kana Bopo Thai Laoo Khmr Mymr');
