// Synchronous on purpose: a popup may be gone with the next click.
const key = 'popupDraft';

/** What was typed into a popup and not asked; '' where nothing was. */
export const lastDraft = () => localStorage.getItem(key) ?? '';

export function rememberDraft(draft: string): void {
  try {
    localStorage.setItem(key, draft);
  } catch {
    // There is room for some millions of characters: nothing that is typed.
  }
}
