import { useEffect, useRef } from 'preact/hooks';
import { isComposing } from '../../core/composing.ts';
import { longestTag, mostTags } from '../../core/conversation-marks.ts';
import type { HistoryEntry } from '../../core/history-pages.ts';
import type { HistoryStore } from '../../state/history-store.ts';
import { isFocusLost } from '../focus.ts';
import { Icon } from '../icon.tsx';
import { useTranslate } from '../services.tsx';
import { useStore } from '../use-store.ts';

interface TagEditorProps {
  readonly history: HistoryStore;
  readonly entry: HistoryEntry;
  readonly onClose: () => void;
}

/** The tags of a conversation: each can be removed, and others added. Escape closes it. */
export function TagEditor({ history, entry, onClose }: TagEditorProps) {
  const translate = useTranslate();
  const known = useStore(history, (state) => state.tags);
  const { tag } = history.getState().actions;
  const { id, tags = [] } = entry;
  const full = tags.length >= mostTags;
  const field = useRef<HTMLInputElement>(null);
  const done = useRef<HTMLButtonElement>(null);
  const opened = useRef(false);
  // The field goes with the last tag that there is room for, and a full one's button with its tag.
  useEffect(() => {
    if (!opened.current || isFocusLost()) (field.current ?? done.current)?.focus();
    opened.current = true;
  }, [tags.length]);
  const add = (event: Event) => {
    event.preventDefault();
    const { current } = field;
    const name = current?.value.trim();
    if (!current || !name) return;
    current.value = '';
    tag(id, name, true);
  };
  const remove = (name: string) => {
    field.current?.focus();
    tag(id, name, false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape' && !isComposing(event)) onClose();
  };
  return (
    <form class="tag-editor" onSubmit={add} onKeyDown={onKeyDown}>
      {tags.map((name) => (
        <button
          key={name}
          type="button"
          class="button"
          aria-label={translate('removeTag', name)}
          onClick={() => remove(name)}
        >
          <span dir="auto">{name}</span>
          <Icon name="close" />
        </button>
      ))}
      {full ? (
        <p id={`full-${id}`} class="note">
          {translate('tagsFull')}
        </p>
      ) : (
        <>
          <input
            ref={field}
            type="text"
            dir="auto"
            list={`known-tags-${id}`}
            maxLength={longestTag}
            enterkeyhint="done"
            aria-label={translate('addTag')}
            placeholder={translate('addTag')}
          />
          <datalist id={`known-tags-${id}`}>
            {known
              .filter((name) => !tags.includes(name))
              .map((name) => (
                <option key={name} value={name} />
              ))}
          </datalist>
        </>
      )}
      <button
        ref={done}
        type="button"
        class="link-button"
        aria-describedby={full ? `full-${id}` : undefined}
        onClick={onClose}
      >
        {translate('done')}
      </button>
    </form>
  );
}
