import type { Clock } from '../clock.ts';
import type { SearchIndex } from './search-index.ts';

export interface IndexingParts {
  readonly index: Pick<SearchIndex, 'step' | 'onWork'>;
  readonly clock: Clock;
  /** Resolves once no answer runs. */
  idle(): Promise<void>;
  /** Keeps the worker alive until the returned function is called. */
  holdAwake(): () => void;
}

/** Between two steps the machine is left to others for so many milliseconds. */
const pause = 20;

/** Does what is left to be done for the index, step by step, whenever no answer runs. */
export function startIndexing({ index, clock, idle, holdAwake }: IndexingParts): void {
  let running = false;
  let more = false;
  const run = async () => {
    more = true;
    if (running) return;
    running = true;
    const release = holdAwake();
    try {
      while (more) {
        await idle();
        more = false;
        // What comes meanwhile asks for another step.
        if (await index.step()) more = true;
        if (more) await new Promise<void>((resolve) => clock.after(pause, resolve));
      }
    } catch {
      // Storage did not take it. The next change, or the next start, tries again.
    } finally {
      release();
      running = false;
    }
  };
  index.onWork(() => void run());
  void run();
}
