/** What `AnswerText` makes of the English strings. */
export const englishLabels = {
  copyCode: 'Copy code',
  copied: 'Copied',
  copyFailed: 'Could not copy',
  image: 'Image',
  footnote: 'Footnote',
};
