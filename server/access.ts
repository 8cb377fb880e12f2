import { isIPv6 } from 'node:net';
import { HttpFailure } from './http-failure.ts';

/** What a request says about where it is from and whom it is for. */
export interface Arrival {
  /** What the request line asks for: a path as a rule, an address where it is meant for a proxy. */
  readonly target: string | undefined;
  /** The Host header. */
  readonly host: string | undefined;
  /** The Origin header. */
  readonly origin: string | undefined;
  /** The address and port of this machine that the connection came in on. */
  readonly localAddress: string | undefined;
  readonly localPort: number | undefined;
}

/** One origin: several headers of that name arrive as a list. */
const extensionOrigin = /^(?:chrome|moz)-extension:\/\/[a-z0-9-]+$/;

/**
 * Why a request is not admitted, or undefined if it is. A foreign Host is how DNS rebinding shows;
 * an Origin of another site, or `null`, is a web page that tries to use the server.
 */
export function findRefusal(arrival: Arrival, configuredHost: string): HttpFailure | undefined {
  const ownHosts = listOwnHosts(arrival, configuredHost);
  const hosts = [arrival.host?.toLowerCase(), ...hostsInTarget(arrival.target)];
  const foreign = hosts.findIndex((host) => host === undefined || !ownHosts.includes(host));
  if (foreign !== -1) {
    const named = hosts[foreign] ?? 'named';
    return new HttpFailure(421, `This server is not ${named}; it is ${ownHosts[0]}.`);
  }
  const { origin } = arrival;
  const isAdmitted =
    origin === undefined ||
    extensionOrigin.test(origin) ||
    ownHosts.some((ownHost) => origin.toLowerCase() === `http://${ownHost}`);
  if (isAdmitted) return undefined;
  return new HttpFailure(403, `Web pages may not use this server (the request is from ${origin}).`);
}

/** A whole address in the request line counts for more than the Host header. */
function hostsInTarget(target: string | undefined): string[] {
  const [, host] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(target ?? '') ?? [];
  return host === undefined ? [] : [host.toLowerCase()];
}

function listOwnHosts(arrival: Arrival, configuredHost: string): string[] {
  const names = ['127.0.0.1', 'localhost', '::1', configuredHost.toLowerCase()];
  // A server on all addresses is asked for by the one that the connection came in on.
  if (arrival.localAddress) names.push(arrival.localAddress.replace(/^::ffff:/, ''));
  const hosts = names.map(bracketAddress);
  const withPort = hosts.map((host) => `${host}:${arrival.localPort}`);
  return arrival.localPort === 80 ? [...withPort, ...hosts] : withPort;
}

/** A host name or address as it stands in a URL: IPv6 addresses in brackets. */
export const bracketAddress = (host: string) => (isIPv6(host) ? `[${host}]` : host);

/** Whether a name or address to listen on is for this machine alone. */
export const isLoopback = (host: string) => /^(localhost|127(\.\d+){3}|::1)$/i.test(host);
