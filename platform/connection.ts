import type { Connection } from '../core/connection.ts';
import { createAlarm } from './alarm.ts';

/** The shortest time that browsers allow. */
const minutesBetweenLooks = 0.5;

const alarm = createAlarm('look-for-a-connection');

/** The browser tells a worker that is awake; an alarm wakes one that sleeps. */
export const connection: Connection = {
  isOnline: () => navigator.onLine,
  onOnline: (listener) => {
    addEventListener('online', () => listener());
    alarm.onRing(listener);
  },
  keepLooking: (look) => alarm.every(look ? minutesBetweenLooks : undefined),
};
