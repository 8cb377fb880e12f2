/** Wakes the background again and again, where it sleeps by then; one that is set outlasts it. */
export interface Alarm {
  /** From now on, so often; undefined ends it. */
  every(minutes: number | undefined): void;
  onRing(listener: () => void): void;
}
