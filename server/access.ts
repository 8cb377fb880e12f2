import { isIPv6 } from 'node:net';
import { HttpFailure } from './http-failure.ts';

/** What a request says about where it is from and whom it is for. */
export interface Arrival {
  /** The Host header. */
  readonly host: string | undefined;
  /** The Origin header. */
  readonly origin: string | undefined;
  /** The address and port of this machine that the connection came in on. */
  readonly localAddress: string | undefined;
  readonly localPort: number | undefined;
}

const extensionOrigin = /^(?:chrome|moz)-extension:\/\/[^/]+$/;

/**
 * Why a request is not admitted, or undefined if it is. A foreign Host is how DNS rebinding shows;
 * an Origin of another site, or `null`, is a web page that tries to use the server.
 */
export function findRefusal(arrival: Arrival, configuredHost: string): HttpFailure | undefined {
  const ownHosts = listOwnHosts(arrival, configuredHost);
  const host = arrival.host?.toLowerCase();
  if (host === undefined || !ownHosts.includes(host)) {
    return new HttpFailure(421, `This server is not ${host ?? 'named'}; it is ${ownHosts[0]}.`);
  }
  const { origin } = arrival;
  const isAdmitted =
    origin === undefined ||
    extensionOrigin.test(origin) ||
    ownHosts.some((ownHost) => origin.toLowerCase() === `http://${ownHost}`);
  if (isAdmitted) return undefined;
  return new HttpFailure(403, `Web pages may not use this server (the request is from ${origin}).`);
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
