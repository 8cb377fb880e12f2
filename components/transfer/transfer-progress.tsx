import { useEffect, useRef } from 'preact/hooks';
import { isFocusLost } from '../focus.ts';

interface TransferProgressProps {
  readonly id: string;
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** How far it is, in words. */
  readonly said: string;
  readonly cancelLabel: string;
  readonly onCancel: () => void;
}

/** How far it is. Its button takes the focus of what was pressed, which made way for it. */
export function TransferProgress({
  id,
  label,
  done,
  total,
  said,
  cancelLabel,
  onCancel,
}: TransferProgressProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isFocusLost()) button.current?.focus();
  }, []);
  return (
    <>
      <label for={id}>{label}</label>
      <progress id={id} value={done} max={Math.max(1, total)}>
        {said}
      </progress>
      <p class="note">{said}</p>
      <button
        ref={button}
        type="button"
        class="button"
        // A key that is still held down was meant for the button before.
        onKeyDown={(event) => event.repeat && event.preventDefault()}
        onClick={onCancel}
      >
        {cancelLabel}
      </button>
    </>
  );
}
