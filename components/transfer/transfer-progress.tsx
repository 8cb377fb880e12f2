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

export function TransferProgress({
  id,
  label,
  done,
  total,
  said,
  cancelLabel,
  onCancel,
}: TransferProgressProps) {
  return (
    <>
      <label for={id}>{label}</label>
      <progress id={id} value={done} max={Math.max(1, total)}>
        {said}
      </progress>
      <p class="note">{said}</p>
      <button type="button" class="button" onClick={onCancel}>
        {cancelLabel}
      </button>
    </>
  );
}
