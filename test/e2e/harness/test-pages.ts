import { once } from 'node:events';
import { createServer } from 'node:http';
import { portOf } from './local-port.ts';

/** Leads to the test pages too, but is no secure context as 127.0.0.1 is. */
export const insecureHost = 'page.test';

export interface TestPages {
  /** Publishes a page and returns its address; `html` is what stands in its body. */
  add(path: string, html: string): string;
  close(): Promise<void>;
}

/** A web site of plain pages on an origin of its own. */
export async function startTestPages(): Promise<TestPages> {
  const pages = new Map<string, string>();
  const server = createServer((request, response) => {
    const html = pages.get(request.url ?? '');
    if (html === undefined) return response.writeHead(404).end();
    response.setHeader('content-type', 'text/html; charset=utf-8');
    return response.end(`<!doctype html><html lang="en"><title>Test page</title>${html}</html>`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    add: (path, html) => {
      pages.set(path, html);
      return `http://127.0.0.1:${portOf(server)}${path}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
