import type { Alarm } from './alarm.ts';
import type { Answers } from './answers.ts';
import type { Clock } from './clock.ts';
import { isDue, undoMilliseconds } from './deletions.ts';
import type { History } from './history.ts';
import type { Settings } from './settings.ts';

const dayMinutes = 24 * 60;
const dayMilliseconds = dayMinutes * 60_000;
/** The shortest time that browsers allow. */
const soonMinutes = 0.5;

export interface HousekeepingParts {
  readonly history: Pick<
    History,
    'deletions' | 'erase' | 'eraseEverything' | 'findOld' | 'removeOld' | 'tidiedAt' | 'noteTidied'
  >;
  readonly answers: Pick<Answers, 'isBusy' | 'isWatched' | 'withoutAsks'>;
  readonly clock: Clock;
  readonly alarm: Alarm;
  getSettings(): Promise<Settings>;
  holdAwake(): () => void;
}

/** Finishes deletions, and deletes what the user wants deleted after a time. */
export interface Housekeeping {
  /** Something was deleted, or brought back. */
  look(): Promise<void>;
}

/**
 * Begins at once. What is left to do is in storage, so another worker goes on with it: an alarm
 * wakes one where this one dies.
 */
export function createHousekeeping(parts: HousekeepingParts): Housekeeping {
  const { history, answers, clock, alarm } = parts;
  let stopWaiting = () => {};

  const wait = (milliseconds: number) => {
    const release = parts.holdAwake();
    const cancel = clock.after(milliseconds, () => {
      release();
      void look();
    });
    stopWaiting = () => {
      cancel();
      release();
    };
  };

  /** Resolves to whether no deletion is left to be finished. */
  const finish = async (): Promise<boolean> => {
    const { deleted, everything } = await history.deletions();
    if (everything) await history.eraseEverything();
    const now = clock.now();
    const due = deleted.filter((each) => isDue(each, now));
    await history.erase(due.map(({ id }) => id));
    const times = deleted.filter((each) => !isDue(each, now)).map(({ at }) => at);
    stopWaiting();
    if (times.length > 0) wait(Math.min(...times) + undoMilliseconds - now);
    return times.length === 0;
  };

  const tidy = async (days: number) => {
    const now = clock.now();
    const ago = now - (await history.tidiedAt());
    if (days === 0 || (ago >= 0 && ago < dayMilliseconds)) return;
    const before = now - days * dayMilliseconds;
    for await (const old of history.findOld(before)) {
      // What is on screen is left for another day.
      const ids = old.filter((id) => !answers.isBusy(id) && !answers.isWatched(id));
      await answers.withoutAsks(
        () => ids,
        () => history.removeOld(ids, before),
      );
    }
    await history.noteTidied(now);
  };

  let tidying: Promise<void> | undefined;
  const tidyOnce = (days: number) => {
    tidying ??= tidy(days).finally(() => {
      tidying = undefined;
    });
    return tidying;
  };

  const look = async () => {
    try {
      const finished = await finish();
      // With settings that cannot be read nothing is deleted by itself.
      const { deleteAfterDays: days } = await parts
        .getSettings()
        .catch(() => ({ deleteAfterDays: 0 }));
      await tidyOnce(days);
      alarm.every(finished ? (days > 0 ? dayMinutes : undefined) : soonMinutes);
    } catch {
      alarm.every(soonMinutes);
    }
  };

  alarm.onRing(() => void look());
  void look();
  return { look };
}
