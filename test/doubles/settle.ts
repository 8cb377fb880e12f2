import { setImmediate } from 'node:timers';

/**
 * Resolves once every promise that can go on without time, a test's step or the network has gone
 * on: Node empties its queue of microtasks before it calls this.
 */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
