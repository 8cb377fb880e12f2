import { useLayoutEffect, useRef } from 'preact/hooks';
import { isComposing } from '../../core/composing.ts';
import { longestTitle } from '../../core/conversation-marks.ts';
import { useTranslate } from '../services.tsx';

interface RenameFieldProps {
  readonly title: string;
  /** Called where another title was typed; '' asks for the automatic one. */
  readonly onSave: (title: string) => void;
  /** Says whether the field was left for something else. */
  readonly onClose: (left: boolean) => void;
}

/** A title is written where it stands. Enter and leaving it save, Escape does not. */
export function RenameField({ title, onSave, onClose }: RenameFieldProps) {
  const translate = useTranslate();
  const field = useRef<HTMLInputElement>(null);
  const closed = useRef(false);
  useLayoutEffect(() => field.current?.select(), []);
  const close = (save: boolean, left: boolean) => {
    // Leaving the field is also what comes of its being closed.
    if (closed.current) return;
    closed.current = true;
    const typed = field.current?.value.trim() ?? title;
    if (save && typed !== title) onSave(typed);
    onClose(left);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    event.stopPropagation();
    close(event.key === 'Enter', false);
  };
  return (
    <input
      ref={field}
      type="text"
      class="rename"
      dir="auto"
      maxLength={longestTitle}
      aria-label={translate('conversationTitle')}
      placeholder={translate('automaticTitle')}
      defaultValue={title}
      onKeyDown={onKeyDown}
      onBlur={() => close(true, true)}
    />
  );
}
