import type { Connection } from '../core/connection.ts';
import { browser } from './browser.ts';

const alarmName = 'look-for-a-connection';
/** The shortest time that browsers allow. */
const minutesBetweenLooks = 0.5;

/** The browser tells a worker that is awake; an alarm wakes one that sleeps. */
export const connection: Connection = {
  isOnline: () => navigator.onLine,
  onOnline: (listener) => {
    addEventListener('online', () => listener());
    browser.alarms.onAlarm.addListener(({ name }) => {
      if (name === alarmName) listener();
    });
  },
  keepLooking: (look) => {
    if (look) browser.alarms.create(alarmName, { periodInMinutes: minutesBetweenLooks });
    else void browser.alarms.clear(alarmName);
  },
};
