import type { Clock } from './clock.ts';

/** How long a silence may be, in ms, before it is told, and before the wait ends. */
export interface SilenceLimits {
  /** While nothing at all has been heard. */
  readonly tellFirst: number;
  /** From then on. */
  readonly tell: number;
  readonly giveUp: number;
}

export interface SilenceWatch {
  heard(): void;
  stop(): void;
}

/** Tells when nothing has been heard for a while, once a silence, and when to give up. */
export function watchSilence(
  clock: Clock,
  limits: SilenceLimits,
  { tell, giveUp }: { tell(milliseconds: number): void; giveUp(): void },
): SilenceWatch {
  let heardAt = clock.now();
  let limit = limits.tellFirst;
  let told = false;
  let cancel = () => {};

  // One timer that looks back, rather than one set anew with every chunk.
  const look = () => {
    const silent = clock.now() - heardAt;
    if (silent >= limits.giveUp) return giveUp();
    if (silent >= limit && !told) {
      told = true;
      tell(limit);
    }
    lookAfter((told ? limits.giveUp : Math.min(limit, limits.giveUp)) - silent);
  };
  const lookAfter = (milliseconds: number) => {
    cancel();
    cancel = clock.after(milliseconds, look);
  };
  lookAfter(Math.min(limit, limits.giveUp));

  return {
    heard: () => {
      heardAt = clock.now();
      const changed = told || limit !== limits.tell;
      limit = limits.tell;
      told = false;
      if (changed) lookAfter(Math.min(limit, limits.giveUp));
    },
    stop: () => cancel(),
  };
}
