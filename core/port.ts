/** Two ends that pass plain JSON; a runtime port in the browser, a pair of arrays in tests. */
export interface Port {
  /** Does nothing once the port is closed. */
  postMessage(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the other end closes or dies; not by one's own `disconnect`. */
  onDisconnect(listener: () => void): void;
  disconnect(): void;
}

/** Extension pages may do everything; a script in a page asks, stops its own and opens the panel. */
export type Privilege = 'extension-page' | 'content-script';
