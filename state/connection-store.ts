import { createStore } from 'zustand/vanilla';
import type { AddressProblem } from '../core/address.ts';
import { matchPattern, parseServerAddress } from '../core/address.ts';
import type { Link } from '../core/link.ts';
import type { ConnectionFinding } from '../core/protocol.ts';

/** What is said below the server address. */
export type AddressFinding =
  | { readonly kind: 'problem'; readonly problem: AddressProblem }
  | { readonly kind: 'refused'; readonly host: string }
  | { readonly kind: 'saved' }
  | { readonly kind: 'testing' }
  | { readonly kind: 'tested'; readonly host: string; readonly finding: ConnectionFinding };

export interface ConnectionState {
  readonly finding: AddressFinding | undefined;
  readonly models: readonly string[];
}

export interface ConnectionActions {
  /**
   * Resolves to whether it was saved. Call it at once in a click: the browser may ask for access to
   * the server.
   */
  saveAddress(typed: string): Promise<boolean>;
  /** Saves what is typed and finds out whether it answers; in a click, too. */
  saveAndTest(typed: string): Promise<void>;
  listModels(refresh: boolean): void;
}

export interface ConnectionParts {
  readonly link: Link;
  requestPermission(pattern: string): Promise<boolean>;
  saveAddress(address: string): Promise<boolean>;
}

export type ConnectionStore = ReturnType<typeof createConnectionStore>;

/** Choosing a server, and finding out whether it answers. */
export function createConnectionStore({ link, requestPermission, saveAddress }: ConnectionParts) {
  return createStore<ConnectionState & { readonly actions: ConnectionActions }>()((set, get) => {
    link.onMessage((message) => {
      if (message.type === 'models') {
        set({ models: message.models });
      }
      if (message.type !== 'connection-result') return;
      const server = parseServerAddress(message.address);
      const host = server.ok ? server.host : message.address;
      set({ finding: { kind: 'tested', host, finding: message.finding } });
      link.send({ type: 'models-list', refresh: false });
    });
    link.onLost(() => {
      if (get().finding?.kind === 'testing') set({ finding: undefined });
    });

    return {
      finding: undefined,
      models: [],
      actions: {
        saveAddress: async (typed) => {
          const server = parseServerAddress(typed);
          if (!server.ok) {
            set({ finding: { kind: 'problem', problem: server.reason } });
            return false;
          }
          const pattern = matchPattern(server.address);
          if (!(await requestPermission(pattern).catch(() => false))) {
            set({ finding: { kind: 'refused', host: server.host } });
            return false;
          }
          // Where it could not be saved, the settings say so.
          const saved = await saveAddress(server.address);
          set({ finding: saved ? { kind: 'saved' } : undefined });
          if (saved) link.send({ type: 'models-list', refresh: true });
          return saved;
        },
        saveAndTest: async (typed) => {
          if (!(await get().actions.saveAddress(typed))) return;
          const server = parseServerAddress(typed);
          if (!server.ok) return;
          set({ finding: { kind: 'testing' } });
          link.send({ type: 'connection-test', address: server.address });
        },
        listModels: (refresh) => link.send({ type: 'models-list', refresh }),
      },
    };
  });
}
