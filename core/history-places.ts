import type { HistoryEntry } from './history-pages.ts';
import { pageSize } from './history-pages.ts';

/** A page of the index as it was found. */
export interface SurveyedPage {
  readonly state: 'sound' | 'damaged' | 'newer';
  readonly ids: readonly string[];
  /** When the last of its conversations changed. */
  readonly newestAt: number;
}

/** The pages by their numbers. */
export type Survey = ReadonlyMap<number, SurveyedPage>;

/** A stored conversation that is to be listed. */
export interface Unlisted {
  readonly entry: HistoryEntry;
  readonly readable: boolean;
  /** The page that lists it, by what it says itself. */
  readonly page: number | undefined;
}

/**
 * What goes to each page that is damaged, missing or incomplete: to the page that it names, if that
 * is no newer version's; else to the first that is not all older; else to new pages.
 */
export function choosePlaces(
  survey: Survey,
  unlisted: readonly Unlisted[],
): ReadonlyMap<number, readonly Unlisted[]> {
  const pages = [...survey.keys()];
  const last = highest(pages, -1);
  const first = lowest(pages, 0);
  // No more pages can have been lost than there were conversations to begin them.
  const limit = last + unlisted.length;
  const ownPage = ({ page = limit + 1 }: Unlisted) =>
    page <= limit && page >= first - unlisted.length && survey.get(page)?.state !== 'newer'
      ? page
      : undefined;
  const ownPages = unlisted.map(ownPage).filter((page) => page !== undefined);
  const top = highest(ownPages, last);

  const places = new Map<number, Unlisted[]>();
  const newestAt = new Map<number, number>();
  for (let page = lowest(ownPages, first); page <= top; page += 1) {
    const { state = 'damaged', newestAt: at = 0 } = survey.get(page) ?? {};
    if (state !== 'newer') newestAt.set(page, at);
    if (state === 'damaged') places.set(page, []);
  }
  const place = (page: number, each: Unlisted) => {
    places.set(page, places.get(page) ?? []);
    places.get(page)?.push(each);
    newestAt.set(page, Math.max(newestAt.get(page) ?? 0, each.entry.updatedAt));
  };

  for (const each of unlisted) {
    const page = ownPage(each);
    if (page !== undefined) place(page, each);
  }
  const byTime = new Map(newestAt);
  const homeless = unlisted
    .filter((each) => ownPage(each) === undefined)
    .toSorted((a, b) => a.entry.updatedAt - b.entry.updatedAt);
  let added = 0;
  for (const each of homeless) {
    const fitting = [...byTime].find(([, at]) => at >= each.entry.updatedAt)?.[0];
    place(fitting ?? top + 1 + Math.floor(added / pageSize), each);
    if (fitting === undefined) added += 1;
  }
  return places;
}

export const lowest = (numbers: readonly number[], most: number) =>
  numbers.reduce((a, b) => Math.min(a, b), most);
export const highest = (numbers: readonly number[], least: number) =>
  numbers.reduce((a, b) => Math.max(a, b), least);
