import type { ExportFormat, ExportSink } from '../core/transfer/export-all.ts';

const types: Readonly<Record<ExportFormat, string>> = {
  json: 'application/json',
  markdown: 'text/markdown',
};

/** How long a file may take to be on its way before its address is given back, in milliseconds. */
const savingTime = 60_000;

/** A file that is put together in the browser's own store and then downloaded. */
export function createSink(format: ExportFormat): ExportSink {
  const type = types[format];
  const parts: Blob[] = [];
  return {
    // A part is a Blob of its own, which the browser need not keep in memory.
    write: (text) => void parts.push(new Blob([text])),
    save: (name) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(parts, { type }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), savingTime);
    },
  };
}

/** Lets the page answer its user. Unlike a timer it is not put off while the page is hidden. */
export function pause(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
