interface NoteProps {
  readonly text: string;
  readonly buttons: readonly { readonly label: string; readonly onClick: () => void }[];
}

/** A quiet line on a state, with what can be done about it. */
export function Note({ text, buttons }: NoteProps) {
  return (
    <div class="note">
      <span>{text}</span>
      {buttons.map(({ label, onClick }) => (
        <button key={label} type="button" class="button" onClick={onClick}>
          {label}
        </button>
      ))}
    </div>
  );
}
