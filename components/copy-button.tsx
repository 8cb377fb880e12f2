import { useState } from 'preact/hooks';
import type { IconName } from './icon.tsx';
import { IconButton } from './icon-button.tsx';

interface CopyButtonProps {
  /** The accessible name. */
  readonly label: string;
  readonly icon: IconName;
  /** Rejects where the browser does not allow it. */
  readonly copy: () => Promise<void> | void;
  /** The words for what became of it. */
  readonly say: (outcome: 'copied' | 'copyFailed') => string;
}

/** Copies something and says whether it could, until the button is left. */
export function CopyButton({ label, icon, copy, say }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed'>();
  const forget = () => setOutcome(undefined);
  const tell = async () => {
    // A second time it is said again.
    forget();
    try {
      await copy();
      setOutcome('copied');
    } catch {
      setOutcome('copyFailed');
    }
  };
  return (
    <>
      <IconButton
        icon={outcome === 'copied' ? 'check' : icon}
        label={label}
        onClick={() => void tell()}
        onLeave={forget}
      />
      <span role="status" class="note">
        {outcome && say(outcome)}
      </span>
    </>
  );
}
