import type { Clock } from '../../core/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on; what falls due on the way is called at its own time, in order. */
  advance(milliseconds: number): void;
  /** How many calls wait. */
  waiting(): number;
}

/** A clock that only a test moves. */
export function createManualClock(start = 1_700_000_000_000): ManualClock {
  let now = start;
  const timers = new Set<{ readonly at: number; readonly call: () => void }>();
  const firstDueBy = (end: number) =>
    [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  return {
    now: () => now,
    after: (milliseconds, call) => {
      const timer = { at: now + milliseconds, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: (milliseconds) => {
      const end = now + milliseconds;
      for (let timer = firstDueBy(end); timer; timer = firstDueBy(end)) {
        timers.delete(timer);
        now = timer.at;
        timer.call();
      }
      now = end;
    },
    waiting: () => timers.size,
  };
}
