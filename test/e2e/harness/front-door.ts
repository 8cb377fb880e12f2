import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { portOf } from './local-port.ts';

/** Where connections to a server arrive, before a byte of them is read. The port never changes. */
export interface FrontDoor {
  readonly port: number;
  /** From now on connections are refused; those that are open are cut. */
  shut(): Promise<void>;
  /**
   * From now on connections are accepted, and nobody reads what comes by them. Those that are open
   * are cut: a browser may keep one that nobody has used yet, and would send by that.
   */
  hold(): void;
  /** Accepts connections as at first; those that were held go on. */
  open(): Promise<void>;
  /** How many connections are held. */
  readonly held: number;
  /** Breaks the connection from that port of the other side as a crashed machine's system does. */
  reset(remotePort: number | undefined): void;
}

/** Opens a door on a free port of 127.0.0.1; connections go to the server behind it. */
export async function openFrontDoor(behind: Server): Promise<FrontDoor> {
  const sockets = new Set<Socket>();
  const held: Socket[] = [];
  let holding = false;
  const door = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (holding) held.push(socket);
    else behind.emit('connection', socket);
  });
  const listen = (port: number) => once(door.listen(port, '127.0.0.1'), 'listening');
  await listen(0);
  const port = portOf(door);
  return {
    port,
    get held() {
      return held.length;
    },
    shut: async () => {
      if (!door.listening) return;
      const closed = once(door.close(), 'close');
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    hold: () => {
      holding = true;
      for (const socket of sockets) socket.destroy();
    },
    open: async () => {
      holding = false;
      for (const socket of held.splice(0)) behind.emit('connection', socket);
      if (!door.listening) await listen(port);
    },
    reset: (remotePort) => {
      for (const socket of sockets) if (socket.remotePort === remotePort) socket.resetAndDestroy();
    },
  };
}
