import { useState } from 'preact/hooks';
import { IconButton } from './icon-button.tsx';
import { useServices } from './services.tsx';

/** Copies a text and says, in its own name, whether it could. */
export function CopyButton({ text }: { readonly text: string }) {
  const { translate, copyText } = useServices();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const copy = () => {
    copyText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };
  return (
    <>
      <IconButton
        icon={state === 'copied' ? 'check' : 'copy'}
        label={translate('copy')}
        onClick={copy}
      />
      <span role="status" class="note">
        {state === 'copied' && translate('copied')}
        {state === 'failed' && translate('copyFailed')}
      </span>
    </>
  );
}
