/** Beyond this many characters a text is folded: laying out a megabyte would freeze the page. */
export const foldedLength = 4000;

/** The text, or its beginning where it is longer than that. */
export const fold = (text: string) =>
  text.length > foldedLength ? `${text.slice(0, foldedLength)}…` : text;
