import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Page } from 'puppeteer-core';

/** Chooses a file for the import that is open. */
export async function chooseFile(page: Page, path: string): Promise<void> {
  const input = await page.waitForSelector('input[type="file"]');
  await input?.uploadFile(path);
}

interface Download {
  readonly name: string;
  readonly text: string;
}

/** Has a page keep what it would download; returns what it has kept so far. */
export async function interceptDownloads(page: Page): Promise<() => Promise<readonly Download[]>> {
  await page.evaluate(() => {
    const kept: { name: string; blob: Promise<Blob> }[] = [];
    const blobs = new Map<string, Blob>();
    Reflect.set(globalThis, 'kept', kept);
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob: Blob) => {
      const address = create(blob);
      blobs.set(address, blob);
      return address;
    };
    HTMLAnchorElement.prototype.click = function () {
      const blob = blobs.get(this.href);
      if (blob) kept.push({ name: this.download, blob: Promise.resolve(blob) });
    };
  });
  return () =>
    page.evaluate(() =>
      Promise.all(
        Reflect.get(globalThis, 'kept').map(
          async ({ name, blob }: { name: string; blob: Promise<Blob> }) => ({
            name,
            text: await (await blob).text(),
          }),
        ),
      ),
    );
}

/** A file of at least so many bytes in the shape of ChatGPT's export, newest first. */
export async function bigExport(bytes: number) {
  const folder = await mkdtemp(join(tmpdir(), 'aside-big-'));
  const path = join(folder, 'conversations.json');
  const text = 'Some words about glazes, with đ and 🌱. '.repeat(40);
  let conversations = 0;
  function* parts() {
    yield '[';
    for (let written = 0; written < bytes; conversations += 1) {
      const part = `${conversations ? ',' : ''}\n${JSON.stringify(conversationOf(conversations, text))}`;
      written += Buffer.byteLength(part);
      yield part;
    }
    yield ']';
  }
  await pipeline(Readable.from(parts()), createWriteStream(path));
  return { path, conversations, remove: () => rm(folder, { recursive: true }) };
}

function conversationOf(index: number, text: string) {
  const at = 1_700_000_000 - index * 60;
  const mapping: Record<string, object> = {};
  for (let message = 0; message < 20; message += 1) {
    mapping[`n${message}`] = {
      id: `n${message}`,
      parent: message === 0 ? null : `n${message - 1}`,
      children: message === 19 ? [] : [`n${message + 1}`],
      message: {
        id: `n${message}`,
        author: { role: message % 2 === 0 ? 'user' : 'assistant' },
        create_time: at + message,
        content: { content_type: 'text', parts: [text] },
      },
    };
  }
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return {
    title: `Glaze ${index}`,
    conversation_id: id,
    create_time: at,
    update_time: at + 20,
    current_node: 'n19',
    mapping,
  };
}
