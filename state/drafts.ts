import type { Clock } from '../core/clock.ts';
import { draftKey } from '../core/draft-key.ts';
import type { KeyValueStore } from '../core/key-value-store.ts';
import { readValue } from '../core/key-value-store.ts';
import { isTemporary } from '../core/temporary.ts';
import { joinDrafts } from './chat-merging.ts';
import type { ChatState } from './chat-state.ts';
import type { ChatStore } from './chat-store.ts';

/** How long after a key is pressed a draft is stored, and how long what was sent stays stored. */
const pauseMilliseconds = 500;

/**
 * Gives each conversation a draft of its own, and new chats one together. A temporary chat's is
 * kept nowhere; what was typed for a new one goes along into it. What was sent stays stored for a
 * moment: by then the background has long begun to store the question, so a browser that is killed
 * in between has the one or the other.
 *
 * @returns what stores the draft at once, for a panel that is about to close
 */
export function keepDrafts(
  chat: ChatStore,
  store: KeyValueStore,
  clock: Pick<Clock, 'after'>,
): () => void {
  const enter = (name: string | undefined, after: Promise<unknown>) => {
    const draft = createDraft(name, { store, clock, after });
    const restore = (kept: string) => {
      if (draft !== current || kept === '') return;
      chat.setState((state) => ({ draft: joinDrafts(kept, state.draft) }));
    };
    void draft.kept.then(restore);
    return draft;
  };
  /** Settles once all drafts are stored that were left before the last one. */
  let earlier: Promise<unknown> = Promise.resolve();
  let left: Draft | undefined;
  let current = enter(nameOf(chat.getState()), earlier);
  current.change(chat.getState().draft);
  chat.subscribe((state, before) => {
    const name = nameOf(state);
    if (name !== current.name) {
      earlier = Promise.all([earlier, left?.write()]);
      left = current;
      // What was sent stays for its moment.
      if (before.draft !== '') void left.write();
      current = enter(name, earlier);
      // A chat whose only question is taken back is new again, with what was typed since.
      const isTakenBack = name === 'new' && state.conversation.id === before.conversation.id;
      const isTakenAlong = isTakenBack || (name === undefined && left.name === 'new');
      if (isTakenBack) left.change('');
      else if (isTakenAlong) left.empty();
      if (isTakenAlong || state.draft !== before.draft) current.change(state.draft);
      else chat.setState({ draft: '' });
    } else if (state.draft !== before.draft) current.change(state.draft);
  });
  return () => {
    void left?.write();
    void current.write();
  };
}

type Draft = ReturnType<typeof createDraft>;

interface DraftParts {
  readonly store: KeyValueStore;
  readonly clock: Pick<Clock, 'after'>;
  /** What may still be stored under the same name. */
  readonly after: Promise<unknown>;
}

/** The draft of that name and what is stored of it; without a name nothing is. */
function createDraft(name: string | undefined, { store, clock, after }: DraftParts) {
  const key = name === undefined ? undefined : draftKey(name);
  let text = '';
  let stored = '';
  let cancel: (() => void) | undefined;

  const read = async (): Promise<string> => {
    await after;
    const value =
      key === undefined ? undefined : await readValue(store, key).catch(() => undefined);
    if (typeof value !== 'string') return '';
    stored = value;
    text = joinDrafts(value, text);
    return value;
  };
  const kept = read();

  const put = async (draft: string) => {
    if (key === undefined || draft === stored) return;
    const earlier = stored;
    stored = draft;
    // What storage does not take is tried again with the next key.
    await (draft === '' ? store.remove([key]) : store.set({ [key]: draft })).catch(() => {
      stored = earlier;
    });
  };
  const stopWaiting = () => {
    cancel?.();
    cancel = undefined;
  };
  const write = async (): Promise<void> => {
    stopWaiting();
    await kept;
    await put(text);
  };
  return {
    name,
    /** Resolves to what was stored as the draft was created. */
    kept,
    /** Stores it at once. */
    write,
    /** It has gone elsewhere: what is written from now on is nothing. */
    empty: () => {
      text = '';
    },
    change: (draft: string) => {
      const sent = draft === '' ? text : '';
      if (sent !== '') {
        stopWaiting();
        void kept.then(() => put(sent));
      }
      text = draft;
      cancel ??= clock.after(pauseMilliseconds, () => void write());
    },
  };
}

/** A new chat has no name until something is asked in it. */
function nameOf({ conversation, loading }: ChatState): string | undefined {
  if (isTemporary(conversation.id)) return undefined;
  return conversation.turns.length === 0 && !loading ? 'new' : conversation.id;
}
