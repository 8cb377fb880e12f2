/** Where scripts of the extension run. */
export type Surface = 'side panel' | 'popup' | 'background' | 'card' | 'other pages';

/**
 * The most script that each loads at its start, gzipped, in bytes. What comes later, such as the
 * Markdown with the first answer, is not in it.
 */
export const scriptBudgets: Readonly<Record<Surface, number>> = {
  'side panel': 30 * 1024,
  popup: 20 * 1024,
  background: 25 * 1024,
  card: 25 * 1024,
  // Where the user has asked for nothing.
  'other pages': 0,
};
