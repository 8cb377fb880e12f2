import { browser } from './browser.ts';

/** What was there when it was last looked for, until anything is taken back. */
const granted = new Set<string>();
browser.permissions.onRemoved.addListener(() => granted.clear());

/** Whether the extension may reach what the match pattern covers. */
export async function hasPermission(pattern: string): Promise<boolean> {
  if (granted.has(pattern)) return true;
  const has = await browser.permissions.contains({ origins: [pattern] });
  if (has) granted.add(pattern);
  return has;
}
