import type { Clock } from '../core/clock.ts';
import { draftKey } from '../core/draft-key.ts';
import type { KeyValueStore } from '../core/key-value-store.ts';
import { isTemporary } from '../core/temporary.ts';
import { joinDrafts } from './chat-merging.ts';
import type { ChatState } from './chat-state.ts';
import type { ChatStore } from './chat-store.ts';

/** How long after a key is pressed a draft is stored. */
const pauseMilliseconds = 500;

/**
 * Gives each conversation a draft of its own, and new chats one together. A temporary chat's is
 * kept nowhere.
 *
 * @returns what stores the draft at once, for a panel that is about to close
 */
export function keepDrafts(
  chat: ChatStore,
  store: KeyValueStore,
  clock: Pick<Clock, 'after'>,
): () => void {
  let name = nameOf(chat.getState());
  let stored = '';
  let cancel: (() => void) | undefined;

  const write = (draft: string) => {
    cancel?.();
    cancel = undefined;
    if (name === undefined || draft === stored) return;
    stored = draft;
    const key = draftKey(name);
    // What storage does not take is still on screen, and is tried again with the next key.
    const writing = draft === '' ? store.remove([key]) : store.set({ [key]: draft });
    writing.catch(() => {
      stored = '';
    });
  };
  const restore = async () => {
    const mine = name;
    stored = '';
    if (mine === undefined) return;
    const key = draftKey(mine);
    const kept = await store.get([key]).then(
      (items) => items[key],
      () => '',
    );
    if (mine !== name || typeof kept !== 'string' || kept === '') return;
    stored = kept;
    chat.setState(({ draft }) => ({ draft: joinDrafts(kept, draft) }));
  };

  void restore();
  chat.subscribe((state, before) => {
    const next = nameOf(state);
    if (next !== name) {
      write(before.draft);
      name = next;
      if (state.draft === before.draft) chat.setState({ draft: '' });
      void restore();
    } else if (state.draft !== before.draft) {
      cancel ??= clock.after(pauseMilliseconds, () => write(chat.getState().draft));
    }
  });
  return () => write(chat.getState().draft);
}

/** A new chat has no name until something is asked in it. */
function nameOf({ conversation, loading }: ChatState): string | undefined {
  if (isTemporary(conversation.id)) return undefined;
  return conversation.turns.length === 0 && !loading ? 'new' : conversation.id;
}
