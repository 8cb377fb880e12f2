import { browser } from './browser.ts';

/** An idle worker is stopped after 30 seconds; any extension API call starts the count again. */
const intervalMilliseconds = 20_000;

let holders = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** Keeps the background alive until the returned function is called. Holds add up. */
export function holdAwake(): () => void {
  holders += 1;
  timer ??= setInterval(() => void browser.runtime.getPlatformInfo(), intervalMilliseconds);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    holders -= 1;
    if (holders > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
