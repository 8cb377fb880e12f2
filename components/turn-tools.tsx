import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Turn } from '../core/conversation.ts';
import type { TurnStore } from '../state/turn-store.ts';
import { CopyButton } from './copy-button.tsx';
import { isFocusLost } from './focus.ts';
import { IconButton } from './icon-button.tsx';
import { Note } from './note.tsx';
import { richTextOf } from './rich-text.ts';
import { useServices, useTranslate } from './services.tsx';

interface TurnToolsProps {
  readonly turn: Turn;
  readonly turns: TurnStore;
  readonly versions: readonly string[] | undefined;
}

/** What can be done with a question and its answer, beside copying the text as it is. */
export function TurnTools({ turn, turns, versions }: TurnToolsProps) {
  const translate = useTranslate();
  const { regenerate, remove, focusComposer } = turns.getState().actions;
  const [sure, setSure] = useState(false);
  const trash = useRef<HTMLSpanElement>(null);
  const { state, text } = turn.answer;
  const running = state === 'running';
  const isText = !running && text !== '';
  // Nothing is deleted while it is asked again, by another view maybe: the focus was on a button here.
  useLayoutEffect(() => {
    if (!running || !sure) return;
    setSure(false);
    if (isFocusLost()) focusComposer();
  }, [running, sure, focusComposer]);
  const keep = () => {
    setSure(false);
    trash.current?.querySelector('button')?.focus();
  };
  return (
    <>
      {isText && <CopyRichButton text={text} />}
      {isText && (
        <IconButton
          icon="refresh"
          label={translate('regenerate')}
          onClick={() => regenerate(turn.id)}
        />
      )}
      {versions && <VersionSteps turn={turn} turns={turns} versions={versions} />}
      {!running && (
        <span ref={trash} class="delete-turn">
          <IconButton
            icon="trash"
            label={translate('deleteTurn')}
            expanded={sure}
            onClick={() => setSure(!sure)}
          />
        </span>
      )}
      {sure && !running && (
        <Note
          text={translate(versions ? 'deleteVersionSure' : 'deleteTurnSure')}
          buttons={[
            { label: translate('delete'), onClick: () => remove(turn.id) },
            { label: translate('keep'), onClick: keep },
          ]}
        />
      )}
    </>
  );
}

/** For word processors: what the answer looks like, not its Markdown. */
function CopyRichButton({ text }: { readonly text: string }) {
  const { translate, copyRichText } = useServices();
  const place = useRef<HTMLSpanElement>(null);
  if (!copyRichText) return null;
  const copy = async () => {
    const rendered = place.current?.closest('article')?.querySelector('.markdown');
    if (!rendered) throw new Error('The answer is not rendered');
    await copyRichText(richTextOf(rendered), text);
  };
  return (
    <span ref={place} class="copy-rich">
      <CopyButton label={translate('copyRich')} icon="text" copy={copy} say={translate} />
    </span>
  );
}

interface VersionStepsProps extends TurnToolsProps {
  readonly versions: readonly string[];
}

/** Steps through the versions of a turn: "1 / 2". */
function VersionSteps({ turn, turns, versions }: VersionStepsProps) {
  const translate = useTranslate();
  const frame = useRef<HTMLSpanElement>(null);
  const { showVersion } = turns.getState().actions;
  const place = versions.indexOf(turn.id);

  // The button that was pressed went with the version that was left.
  useEffect(() => {
    const { stepped } = turns.getState();
    if (stepped?.turnId !== turn.id) return;
    turns.setState({ stepped: undefined });
    const buttons = [...(frame.current?.querySelectorAll('button') ?? [])];
    const button = stepped.by < 0 ? buttons[0] : buttons.at(-1);
    (button?.disabled ? buttons.find(({ disabled }) => !disabled) : button)?.focus();
  }, [turn.id, turns]);

  const step = (by: -1 | 1) => {
    const other = versions[place + by];
    if (other !== undefined) showVersion(other, by);
  };
  return (
    <span class="versions" ref={frame}>
      <IconButton
        icon="previous"
        label={translate('previousVersion')}
        disabled={place <= 0}
        onClick={() => step(-1)}
      />
      <span>{`${place + 1} / ${versions.length}`}</span>
      <IconButton
        icon="next"
        label={translate('nextVersion')}
        disabled={place + 1 >= versions.length}
        onClick={() => step(1)}
      />
    </span>
  );
}
