import type { Conversation } from '../core/conversation.ts';
import type { Link } from '../core/link.ts';

export class ImportBrokeOff extends Error {
  readonly why: 'not-saved' | 'lost';

  constructor(why: 'not-saved' | 'lost') {
    super(why);
    this.name = 'ImportBrokeOff';
    this.why = why;
  }
}

interface Waiting {
  resolve(added: number): void;
  reject(reason: ImportBrokeOff): void;
}

/** Hands conversations to the background, and hears what it has stored. */
export function createImportLine({ link, newId }: { readonly link: Link; newId(): string }) {
  const waiting = new Map<string, Waiting>();
  link.onMessage((message) => {
    if (message.type !== 'history-imported') return;
    const asked = waiting.get(message.importId);
    waiting.delete(message.importId);
    if (message.added === 'failed') asked?.reject(new ImportBrokeOff('not-saved'));
    else asked?.resolve(message.added);
  });
  link.onLost(() => {
    for (const asked of waiting.values()) asked.reject(new ImportBrokeOff('lost'));
    waiting.clear();
  });
  return {
    /** Resolves to how many were stored. @throws ImportBrokeOff */
    store: (conversations: readonly Conversation[]) =>
      new Promise<number>((resolve, reject) => {
        const importId = newId();
        waiting.set(importId, { resolve, reject });
        link.send({ type: 'history-import', importId, conversations });
      }),
  };
}
