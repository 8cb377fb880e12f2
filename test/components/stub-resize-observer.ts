const observers = new Set<() => void>();

class StubResizeObserver {
  readonly #tell: () => void;
  constructor(tell: () => void) {
    this.#tell = tell;
  }
  observe() {
    observers.add(this.#tell);
  }
  disconnect() {
    observers.delete(this.#tell);
  }
}

Object.assign(globalThis, { ResizeObserver: StubResizeObserver });

/** What the browser tells of another size, once it has laid out. */
export function tellOfResize(): void {
  for (const tell of observers) tell();
}
