import type { ScriptedAsk } from '../../e2e/harness/scripted-ask.ts';
import type { PartialText } from './chat.ts';

/** An answer that is sent piece by piece at a set pace, and when each was sent. */
export interface PacedAnswer {
  /** All that has been sent so far. */
  readonly sent: string;
  /**
   * What must be left of it after a kill at that time, in ms since 1970; by default when the service
   * saw its asker gone, however long whoever killed it took to say so.
   */
  afterKill(time?: number): PartialText;
  /** Resolves when so many pieces have been sent. */
  reach(pieces: number): Promise<void>;
}

export const pieceCount = 20;
const paceMilliseconds = 150;

/** `1 2 3 … ` in twenty pieces, three seconds from the first to the last; the end is not sent. */
export function sendAtPace(ask: ScriptedAsk): PacedAnswer {
  const pieces: { readonly text: string; readonly at: number }[] = [];
  const waiting = new Map<number, () => void>();
  const sendNext = () => {
    const first = pieces.length * 5;
    const text = Array.from({ length: 5 }, (_, index) => `${first + index} `).join('');
    ask.write(text);
    pieces.push({ text, at: Date.now() });
    waiting.get(pieces.length)?.();
    if (pieces.length === pieceCount) clearInterval(timer);
  };
  const timer = setInterval(sendNext, paceMilliseconds);
  let abandonedAt = Number.NaN;
  void ask.abandoned.then(() => {
    abandonedAt = Date.now();
    clearInterval(timer);
  });
  const joined = (chosen: typeof pieces) => chosen.map(({ text }) => text).join('');
  return {
    get sent() {
      return joined(pieces);
    },
    afterKill: (time = abandonedAt) => ({
      sent: joined(pieces),
      atLeast: joined(pieces.filter(({ at }) => at < time - 1000)),
      tellLoss: (text) => {
        const lost = pieces.find(
          (_, index) => joined(pieces.slice(0, index + 1)).length > text.length,
        );
        return lost ? `, what is lost was sent ${time - lost.at} ms before at most` : '';
      },
    }),
    reach: (count) =>
      pieces.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => waiting.set(count, resolve)),
  };
}
