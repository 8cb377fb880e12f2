/** As `Links` knows its labels: case folded, white space collapsed. */
export function normalizeLabel(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase().toLowerCase();
}

/** Every bracketed text of a source, as a label. */
export function labelsIn(source: string): readonly string[] {
  const found = source.matchAll(/\[((?:\\[\s\S]|[^[\]\\])+)\]/g);
  return [...found].map((match) => normalizeLabel(match[1] ?? ''));
}
