import { useEffect, useState } from 'preact/hooks';
import type { Turn } from '../core/conversation.ts';

/** Turns that are laid out, and passed over, together. */
const groupSize = 16;
/** Groups that are there at once, at the end of a conversation; the others come when there is time. */
const firstGroups = 2;

export interface TurnGroupSlice {
  /** The place of its first turn, which it keeps while the conversation grows. */
  readonly start: number;
  readonly turns: readonly Turn[];
  /** Whether it was not among the first to be shown. */
  readonly late: boolean;
}

/** The groups of a conversation, the newest ones first to be there. */
export function useTurnGroups(turns: readonly Turn[]): readonly TurnGroupSlice[] {
  const [shown, setShown] = useState(firstGroups);
  const count = Math.ceil(turns.length / groupSize);
  const waiting = count > shown;
  useEffect(() => {
    if (!waiting) return;
    const idle = requestIdleCallback(() => setShown((groups) => groups + firstGroups));
    return () => cancelIdleCallback(idle);
  }, [waiting, shown]);
  const first = Math.max(0, count - shown);
  return Array.from({ length: count - first }, (_, index) => {
    const start = (first + index) * groupSize;
    const late = first + index < count - firstGroups;
    return { start, turns: turns.slice(start, start + groupSize), late };
  });
}
