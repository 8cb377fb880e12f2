import { once } from 'node:events';
import { createServer } from 'node:http';
import { portOf } from './local-port.ts';

/** Leads to the test pages too, but is no secure context as 127.0.0.1 is. */
export const insecureHost = 'page.test';

export interface TestPages {
  /** Publishes a page and returns its address; `html` is what stands in its body. */
  add(path: string, html: string, headers?: Readonly<Record<string, string>>): string;
  close(): Promise<void>;
}

/** A web site of plain pages on an origin of its own. */
export async function startTestPages(): Promise<TestPages> {
  const pages = new Map<string, Parameters<TestPages['add']>>();
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    if (page === undefined) return response.writeHead(404).end();
    const [, html, headers] = page;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    return response.end(`<!doctype html><html lang="en"><title>Test page</title>${html}</html>`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    add: (...page) => {
      const [path] = page;
      pages.set(path, page);
      return `http://127.0.0.1:${portOf(server)}${path}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
