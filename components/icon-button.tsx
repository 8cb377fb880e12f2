import type { IconName } from './icon.tsx';
import { Icon } from './icon.tsx';

interface IconButtonProps {
  readonly icon: IconName;
  /** The accessible name, also shown as a tooltip. */
  readonly label: string;
  readonly onClick: () => void;
  /** Called when the focus or the pointer leaves it. */
  readonly onLeave?: () => void;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly disabled?: boolean;
}

export function IconButton(props: IconButtonProps) {
  const { icon, label, onClick, onLeave, pressed, expanded, disabled } = props;
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      title={label}
      disabled={disabled}
      onClick={onClick}
      onBlur={onLeave}
      onPointerLeave={onLeave}
    >
      <Icon name={icon} />
    </button>
  );
}
