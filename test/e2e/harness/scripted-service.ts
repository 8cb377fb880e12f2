import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { type FrontDoor, openFrontDoor } from './front-door.ts';
import { readAsk, type ScriptedAsk } from './scripted-ask.ts';

/** The public service's name; the browsers under test reach the scripted service by it. */
export const serviceHost = 'chat.ai365vip.com';

/** A site that the service may redirect to. It greets every request with a page to sign in. */
export const loginHost = 'login.example.com';

/**
 * The certificate is its own issuer, good for a hundred years and of use to nobody but tests:
 * openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500
 *   -subj /CN=chat.ai365vip.com -addext subjectAltName=DNS:chat.ai365vip.com,IP:127.0.0.1
 *   -keyout certificate-key.pem -out certificate.pem
 */
const readFixture = (name: string) => readFileSync(join(import.meta.dirname, name));

export interface ScriptedService {
  readonly port: number;
  /** Where its connections arrive: it can be shut and held. */
  readonly door: FrontDoor;
  /** Every request by the service's name, such as `POST /api/chat`, and by that of the login. */
  readonly requests: readonly string[];
  /** Every request for an answer so far. */
  readonly asks: readonly ScriptedAsk[];
  /** What `POST /api/models` lists; without it the service has no such address (404). */
  models: readonly { readonly id: string; readonly name: string }[] | undefined;
  /** The first request for an answer that no call has returned yet; waits for it. */
  nextAsk(): Promise<ScriptedAsk>;
  /** Cuts every open connection and stops listening. */
  close(): Promise<void>;
}

/** A service over TLS that speaks AI365VIP and answers only what the test tells it to. */
export async function startScriptedService(): Promise<ScriptedService> {
  const requests: string[] = [];
  const asks: ScriptedAsk[] = [];
  const untaken: ScriptedAsk[] = [];
  const waiting: ((ask: ScriptedAsk) => void)[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers.host === loginHost) {
      requests.push(`${request.method} ${loginHost}`);
      response.setHeader('content-type', 'text/html');
      return response.end('<!doctype html><title>Sign in</title><form></form>');
    }
    // A browser's own traffic may arrive here too: it is turned away and not counted.
    if (request.headers.host !== serviceHost) return response.writeHead(404).end();
    const line = `${request.method} ${request.url}`;
    requests.push(line);
    if (line === 'POST /api/chat') {
      const ask = await readAsk(request, response, door.reset);
      asks.push(ask);
      const take = waiting.shift();
      return take ? take(ask) : untaken.push(ask);
    }
    if (line === 'POST /api/models' && service.models) {
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify(service.models));
    }
    return response.writeHead(404).end();
  };

  const certificate = {
    cert: readFixture('certificate.pem'),
    key: readFixture('certificate-key.pem'),
  };
  const server = createServer(certificate, (request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const door = await openFrontDoor(server);

  const service: ScriptedService = {
    port: door.port,
    door,
    requests,
    asks,
    models: undefined,
    nextAsk: () => {
      const ask = untaken.shift();
      return ask ? Promise.resolve(ask) : new Promise((resolve) => waiting.push(resolve));
    },
    close: door.shut,
  };
  return service;
}
