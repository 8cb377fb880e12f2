import { useMemo } from 'preact/hooks';

const day = 86_400_000;
const units = [
  ['year', 365.2425 * day],
  ['month', 30.436875 * day],
  ['day', day],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** A time, in ms since 1970, as how long ago it was; the full date is its tooltip. */
export function RelativeTime({ at }: { readonly at: number }) {
  const text = useMemo(() => relativeTo(at, Date.now()), [at]);
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString()}>
      {text}
    </time>
  );
}

const justNow = ['second', Number.POSITIVE_INFINITY] as const;

const format = new Intl.RelativeTimeFormat(undefined, { style: 'narrow', numeric: 'auto' });

function relativeTo(at: number, now: number): string {
  const ago = Math.max(0, now - at);
  const [unit, size] = units.find(([, milliseconds]) => ago >= milliseconds) ?? justNow;
  return format.format(-Math.floor(ago / size), unit);
}
