import { useEffect, useRef } from 'preact/hooks';

interface TransferOutcomeProps {
  /** Sentences; what is false is left out. */
  readonly said: readonly (string | false | undefined)[];
  readonly wrong: readonly (string | false | undefined)[];
}

/** What came of it. It takes the focus, which was on a button that is gone. */
export function TransferOutcome({ said, wrong }: TransferOutcomeProps) {
  const outcome = useRef<HTMLDivElement>(null);
  const [told, refused] = [said.filter(isText), wrong.filter(isText)];
  const whole = [...told, ...refused].join('\n');
  useEffect(() => {
    if (whole) outcome.current?.focus();
  }, [whole]);
  return (
    <div ref={outcome} tabIndex={-1}>
      <div role="status">
        {told.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {refused.length > 0 && (
        <div role="alert" class="alert">
          {refused.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
    </div>
  );
}

const isText = (sentence: string | false | undefined) => typeof sentence === 'string';
