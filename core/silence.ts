import type { Clock } from './clock.ts';

/** Tells when nothing has been heard for a while: once a silence at `tell`, once at `giveUp` ms. */
export interface SilenceWatch {
  heard(): void;
  stop(): void;
}

export function watchSilence(
  clock: Clock,
  tell: { readonly after: number; readonly call: () => void },
  giveUp: { readonly after: number; readonly call: () => void },
): SilenceWatch {
  let heardAt = clock.now();
  let told = false;
  let cancel = () => {};

  // One timer that looks back, rather than one set anew with every chunk.
  const look = () => {
    const silent = clock.now() - heardAt;
    if (silent >= giveUp.after) return giveUp.call();
    if (silent >= tell.after && !told) {
      told = true;
      tell.call();
    }
    cancel = clock.after((told ? giveUp.after : tell.after) - silent, look);
  };
  cancel = clock.after(tell.after, look);

  return {
    heard: () => {
      heardAt = clock.now();
      if (!told) return;
      told = false;
      cancel();
      cancel = clock.after(tell.after, look);
    },
    stop: () => cancel(),
  };
}
