import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

export interface Display {
  /** The value of DISPLAY. */
  readonly name: string;
  close(): Promise<void>;
}

/**
 * Starts an X server without a screen on a display number that is free. Its keys do not repeat: on a
 * busy machine a key that is pressed and let go would be held long enough for it.
 */
export async function startDisplay(): Promise<Display> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-r'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const exited = once(server, 'exit');
  const numbers = server.stdio[3];
  if (!(numbers instanceof Readable)) throw new Error('Xvfb has no pipe for its display number.');
  const failed = exited.then(([code]) => {
    throw new Error(`Xvfb ended with ${code} before it had a display.`);
  });
  const [number] = await Promise.race([once(createInterface(numbers), 'line'), failed]);
  failed.catch(() => {});
  return {
    name: `:${number}`,
    close: async () => {
      server.kill();
      await exited;
    },
  };
}
