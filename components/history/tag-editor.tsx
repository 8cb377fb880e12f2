import { useEffect, useRef } from 'preact/hooks';
import { isComposing } from '../../core/composing.ts';
import { longestTag } from '../../core/conversation-marks.ts';
import type { HistoryEntry } from '../../core/history-pages.ts';
import type { HistoryStore } from '../../state/history-store.ts';
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
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
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
      <button type="button" class="link-button" onClick={onClose}>
        {translate('done')}
      </button>
    </form>
  );
}
