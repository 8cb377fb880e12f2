import { connect } from 'node:net';

/** A connection on which a test writes what no HTTP client would. */
export function openRaw(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let received = '';
  socket.on('data', (text) => {
    received += text;
  });
  socket.on('error', reject);
  socket.on('close', () => resolve(received));
  return {
    write: (text: string) => socket.write(text),
    /** All that the server has sent once it has closed the connection. */
    response: promise,
  };
}

/** Sends lines as a whole request without a body; resolves to the whole response. */
export function sendLines(url: string, ...lines: readonly string[]): Promise<string> {
  const raw = openRaw(url);
  raw.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`);
  return raw.response;
}
