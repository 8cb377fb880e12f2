/** Whether the browser has a network at all. */
export interface Connection {
  isOnline(): boolean;
  /** Called whenever the browser may have come online. */
  onOnline(listener: () => void): void;
  /** Whether to look from time to time, also while the worker would sleep. */
  keepLooking(look: boolean): void;
}
