import { useEffect, useRef } from 'preact/hooks';
import type { Translate } from '../../core/strings.ts';
import type { ImportPreview as Preview } from '../../core/transfer/import-file.ts';

interface ImportPreviewProps {
  readonly preview: Preview;
  readonly translate: Translate;
  readonly onStart: () => void;
  readonly onCancel: () => void;
}

const skipKeys = {
  damaged: 'skipped_damaged',
  blank: 'skipped_blank',
  'too-large': 'skipped_too_large',
  repeated: 'skipped_repeated',
} as const;

/** What will come in, what will not, and why. */
export function ImportPreview({ preview, translate, onStart, onCancel }: ImportPreviewProps) {
  const { product, conversations, messages, present, leftOut, skipped } = preview;
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => told.current?.focus(), []);
  return (
    <>
      <div ref={told} role="status" tabIndex={-1}>
        {product && <p>{translate('importFrom', product)}</p>}
        <p>
          {conversations > 0
            ? translate('importCount', conversations, messages)
            : translate('importNothing')}
        </p>
        {present > 0 && <p>{translate('importPresent', present)}</p>}
        {leftOut > 0 && <p>{translate('importLeftOut', leftOut)}</p>}
        {Object.entries(skipKeys).map(([why, key]) => {
          const count = Object.entries(skipped).find(([reason]) => reason === why)?.[1] ?? 0;
          return count > 0 && <p key={why}>{translate(key, count)}</p>;
        })}
      </div>
      <div class="actions">
        {conversations > 0 && (
          <button type="button" class="button main" onClick={onStart}>
            {translate('importStart', conversations)}
          </button>
        )}
        <button type="button" class="button" onClick={onCancel}>
          {translate('cancel')}
        </button>
      </div>
    </>
  );
}
