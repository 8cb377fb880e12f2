import { useEffect, useRef, useState } from 'preact/hooks';
import type { Turn } from '../core/conversation.ts';

/** Turns that are laid out, and passed over, together. */
const groupSize = 4;
/** Groups that are there at once, at the end of a conversation; the others come one by one. */
const firstGroups = 2;

export interface TurnGroupSlice {
  /** The place of its first turn, which it keeps while the conversation grows. */
  readonly start: number;
  readonly turns: readonly Turn[];
  /** Whether it is not the last of them. */
  readonly late: boolean;
}

/** The groups of a conversation, the newest ones first to be there. What is there stays. */
export function useTurnGroups(turns: readonly Turn[]): readonly TurnGroupSlice[] {
  const count = Math.ceil(turns.length / groupSize);
  const known = useRef(0);
  const hidden = useRef(0);
  const [, redraw] = useState(0);
  // A whole conversation has come, not one turn more.
  if (count > known.current + firstGroups) hidden.current = count - firstGroups;
  known.current = count;
  const first = Math.min(hidden.current, count);
  useEffect(() => {
    if (first === 0) return;
    const idle = requestIdleCallback(() => {
      hidden.current = first - 1;
      redraw((times) => times + 1);
    });
    return () => cancelIdleCallback(idle);
  }, [first]);
  return Array.from({ length: count - first }, (_, index) => {
    const start = (first + index) * groupSize;
    const late = first + index < count - 1;
    return { start, turns: turns.slice(start, start + groupSize), late };
  });
}
