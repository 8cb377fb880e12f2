import { useState } from 'preact/hooks';
import type { StringKey } from '../core/strings.ts';
import { useTranslate } from './services.tsx';

interface NumberSettingProps {
  readonly label: StringKey;
  readonly hint?: StringKey;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly onSave: (value: number) => void;
}

/**
 * A number that is saved when it is left, and refused with its bounds where it is out of them, or
 * is no whole number where its steps are.
 */
export function NumberSetting(props: NumberSettingProps) {
  const { label, hint, value, low, high, step, onSave } = props;
  const translate = useTranslate();
  const whole = Number.isInteger(step);
  const [wrong, setWrong] = useState(false);
  /** What is not saved yet: another setting that is saved meanwhile renders this one too. */
  const [typed, setTyped] = useState<string>();
  const change = (event: Event & { readonly currentTarget: HTMLInputElement }) => {
    const { valueAsNumber } = event.currentTarget;
    const inBounds = valueAsNumber >= low && valueAsNumber <= high;
    const right = inBounds && (!whole || Number.isInteger(valueAsNumber));
    setWrong(!right);
    if (!right) return;
    onSave(valueAsNumber);
    setTyped(undefined);
  };
  return (
    <>
      <label for={label}>{translate(label)}</label>
      <input
        id={label}
        type="number"
        min={low}
        max={high}
        step={step}
        value={typed ?? value}
        aria-invalid={wrong || undefined}
        aria-describedby={`${label}-hint`}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={change}
      />
      <p id={`${label}-hint`} role="status" class={wrong ? 'wrong' : 'note'}>
        {wrong
          ? translate(whole ? 'notAWholeNumber' : 'notANumber', low, high)
          : hint && translate(hint)}
      </p>
    </>
  );
}
