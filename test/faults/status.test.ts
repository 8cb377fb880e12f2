import { describe, expect } from 'vitest';
import { loginHost } from '../e2e/harness/scripted-service.ts';
import { inEachBrowser } from './harness/test.ts';

const host = 'chat\\.ai365vip\\.com';
const refused = (status: number) => new RegExp(`^${host} refused the request \\(${status}\\)`);
const trouble = (status: number) => new RegExp(`^${host} has a problem \\(${status}\\)`);

/** Status, what the server says, and what the screen must say. */
const failures = [
  [400, 'No such model', /refused the request \(400\).*The server says: No such model/],
  [401, '', refused(401)],
  [403, '', refused(403)],
  [404, '<h1>Not found</h1>', refused(404)],
  [405, '', refused(405)],
  [408, '', refused(408)],
  [413, '', refused(413)],
  [418, '{"error":{"message":"I am a teapot"}}', /\(418\).*The server says: I am a teapot$/],
  [500, 'Error', trouble(500)],
  [502, '<html>Bad gateway</html>', trouble(502)],
  [503, 'Loading', /is busy \(503\).*The server says: Loading$/],
  [504, '', trouble(504)],
  [599, '', trouble(599)],
] as const;

const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

describe.each(inEachBrowser)('The server refuses in $kind', ({ test }) => {
  const told = { promise: 'the question is kept; the status and the server’s reason are told' };

  for (const [status, body, says] of failures) {
    test(`status ${status}`, { meta: told }, async ({ chat, see }) => {
      (await chat.ask()).respond(status, { 'content-type': 'text/plain' }, body);
      see(await chat.expectOutcome({ text: '', says }));
    });
  }

  const waits = { promise: 'the wait that the server asks for is told; nothing is sent by itself' };

  test('429 with Retry-After in seconds', { meta: waits }, async ({ chat, see }) => {
    (await chat.ask()).respond(429, { 'retry-after': '120' });
    see(await chat.expectOutcome({ text: '', says: /is busy \(429\).* asked again in [12]:\d\d/ }));
  });

  test('429 with Retry-After as a date', { meta: waits }, async ({ chat, see }) => {
    (await chat.ask()).respond(429, { 'retry-after': soon(120) });
    see(await chat.expectOutcome({ text: '', says: /is busy \(429\).* asked again in [12]:\d\d/ }));
  });

  test('429 without Retry-After', { meta: waits }, async ({ chat, see }) => {
    (await chat.ask()).respond(429);
    see(await chat.expectOutcome({ text: '', says: /is busy \(429\).*Wait a moment/ }));
  });

  const human = { promise: 'the check for humans is named, with the way to it' };
  test('a check for humans (challenge)', { meta: human }, async ({ chat, see }) => {
    const challenge = { 'cf-mitigated': 'challenge', 'content-type': 'text/html' };
    (await chat.ask()).respond(403, challenge, '<html>Just a moment…</html>');
    see(await chat.expectOutcome({ text: '', says: /wants to check that you are human/ }));
  });

  const login = { promise: 'said to lead elsewhere; the question is not sent on' };
  for (const status of [301, 302, 303, 307, 308]) {
    test(`${status} to another host’s login page`, { meta: login }, async ({
      chat,
      service,
      see,
    }) => {
      (await chat.ask()).respond(status, { location: `https://${loginHost}/` });
      see(await chat.expectOutcome({ text: '', says: /^.* led elsewhere instead of answering/ }));
      expect(service.requests.filter((request) => request.includes(loginHost))).toEqual([]);
    });
  }
});
