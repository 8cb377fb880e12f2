import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { isComposing } from '../core/composing.ts';
import type { Turn } from '../core/conversation.ts';
import type { TurnStore } from '../state/turn-store.ts';
import { isFocusLost } from './focus.ts';
import { IconButton } from './icon-button.tsx';
import { QuestionArticle } from './question-article.tsx';
import { sendOnEnter } from './send-on-enter.ts';
import { useTranslate } from './services.tsx';
import { useStore } from './use-store.ts';

interface AskedQuestionProps {
  readonly turn: Turn;
  readonly turns: TurnStore;
}

/** A question that can be asked again in other words. */
export function AskedQuestion({ turn, turns }: AskedQuestionProps) {
  const translate = useTranslate();
  const text = useStore(turns, ({ editing }) =>
    editing?.turnId === turn.id ? editing.text : undefined,
  );
  const editing = text !== undefined;
  const { edit, reword, askInstead } = turns.getState().actions;
  const frame = useRef<HTMLDivElement>(null);
  // What was being edited when the log was left is shown again, and takes no focus.
  const wasEditing = useRef(editing);
  const opener = useRef<HTMLElement>(null);

  const textbox = useRef<HTMLTextAreaElement>(null);

  // With the element itself, not after its first frame: what is typed at once is not lost.
  useLayoutEffect(() => {
    if (!editing) return;
    // The composer, where Up was pressed; the button that was clicked is gone by now.
    opener.current = document.querySelector<HTMLElement>(':focus');
    if (wasEditing.current) return;
    const { current } = textbox;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, [editing]);

  // Back to where the editing began, if nothing else has taken the focus with it.
  useEffect(() => {
    if (wasEditing.current && !editing && isFocusLost()) {
      (opener.current ?? frame.current?.querySelector('button'))?.focus();
    }
    wasEditing.current = editing;
  }, [editing]);

  if (editing) {
    return (
      <QuestionEditor
        text={text}
        textbox={textbox}
        onText={reword}
        onCancel={() => edit(undefined)}
        onAsk={(text) => askInstead(turn.id, text)}
      />
    );
  }
  return (
    <div class="asked" ref={frame}>
      <IconButton icon="pencil" label={translate('edit')} onClick={() => edit(turn.id)} />
      <QuestionArticle question={turn.question} />
    </div>
  );
}

interface QuestionEditorProps {
  readonly text: string;
  readonly textbox: RefObject<HTMLTextAreaElement | null>;
  readonly onText: (text: string) => void;
  readonly onCancel: () => void;
  readonly onAsk: (text: string) => void;
}

/** Enter asks, Shift+Enter breaks the line, Escape leaves the question as it was. */
function QuestionEditor({ text, textbox, onText, onCancel, onAsk }: QuestionEditorProps) {
  const translate = useTranslate();
  const blank = text.trim() === '';
  const ask = () => {
    if (!blank) onAsk(text.trim());
  };
  return (
    <div class="question-editor">
      <textarea
        ref={textbox}
        dir="auto"
        aria-label={translate('editQuestion')}
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !isComposing(event)) onCancel();
          else sendOnEnter(event, ask);
        }}
      />
      <div class="actions">
        <button type="button" class="button main" disabled={blank} onClick={ask}>
          {translate('askInstead')}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {translate('cancel')}
        </button>
      </div>
    </div>
  );
}
