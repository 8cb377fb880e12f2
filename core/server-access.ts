import { matchPattern, parseServerAddress } from './address.ts';
import { AskFailure } from './errors.ts';

/** What stands between the extension and a server. */
export interface ServerAccess {
  /** Whether the browser lets the extension reach what the match pattern covers. */
  hasPermission(pattern: string): Promise<boolean>;
  /** Makes requests to this address carry its own Origin and Referer. */
  setRequestHeaders(address: string): Promise<void>;
}

/**
 * Makes sure that a server can be asked at all.
 * @throws AskFailure `bad-address` or `no-permission`.
 */
export async function reachServer(
  access: ServerAccess,
  serverAddress: string,
): Promise<{ readonly address: string; readonly host: string }> {
  const server = parseServerAddress(serverAddress);
  if (!server.ok) throw new AskFailure({ kind: 'bad-address', address: serverAddress });
  const origin = matchPattern(server.address);
  if (!(await access.hasPermission(origin))) {
    throw new AskFailure({ kind: 'no-permission', host: server.host, origin });
  }
  await access.setRequestHeaders(server.address);
  return server;
}
