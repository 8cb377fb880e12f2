import type { Alarm } from '../core/alarm.ts';
import { browser } from './browser.ts';

/** An alarm of this name; make it at the worker's start, so that one it wakes hears it. */
export function createAlarm(name: string): Alarm {
  return {
    every: (minutes) => {
      if (minutes === undefined) void browser.alarms.clear(name);
      else browser.alarms.create(name, { periodInMinutes: minutes });
    },
    onRing: (listener) =>
      browser.alarms.onAlarm.addListener((alarm) => {
        if (alarm.name === name) listener();
      }),
  };
}
