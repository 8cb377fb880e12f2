import { useState } from 'preact/hooks';
import type { IconName } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { useTranslate } from './services.tsx';

interface CopyButtonProps {
  readonly label: 'copy' | 'copyRich';
  readonly icon: IconName;
  /** Rejects where the browser does not allow it. */
  readonly copy: () => Promise<void>;
}

/** Copies something and says, in its own name, whether it could. */
export function CopyButton({ label, icon, copy }: CopyButtonProps) {
  const translate = useTranslate();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const tell = () => {
    copy().then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };
  return (
    <>
      <IconButton
        icon={state === 'copied' ? 'check' : icon}
        label={translate(label)}
        onClick={tell}
      />
      <span role="status" class="note">
        {state === 'copied' && translate('copied')}
        {state === 'failed' && translate('copyFailed')}
      </span>
    </>
  );
}
