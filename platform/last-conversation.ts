// Synchronous on purpose: a panel that opens knows at once what it shows.
const key = 'lastConversation';

/** The conversation that a side panel showed last; undefined after "New chat". */
export function lastConversation(): string | undefined {
  return localStorage.getItem(key) ?? undefined;
}

export function rememberConversation(id: string | undefined): void {
  if (id === undefined) localStorage.removeItem(key);
  else localStorage.setItem(key, id);
}
