import type { Conversation, Turn } from './conversation.ts';

/**
 * A conversation is a tree: a turn names the one that it was asked after, and those asked after the
 * same one are versions of each other. The branch on screen leads from a first turn to the head.
 */

/** What happens to a conversation apart from its answers. */
export type BranchEvent =
  | { readonly type: 'branch-shown'; readonly conversationId: string; readonly head: string }
  | { readonly type: 'turn-deleted'; readonly conversationId: string; readonly turnId: string };

export function applyBranchEvent(conversation: Conversation, event: BranchEvent): Conversation {
  if (event.type === 'turn-deleted') return withoutTurn(conversation, event.turnId);
  return conversation.turns.some(({ id }) => id === event.head)
    ? { ...conversation, head: event.head }
    : conversation;
}

/** Turns that were asked one after the other, as a conversation holds them. */
export function inOneBranch(turns: readonly Turn[]): Pick<Conversation, 'turns' | 'head'> {
  const head = turns.at(-1)?.id;
  const placed = turns.map((turn, index) => movedTo(turn, turns[index - 1]?.id));
  return head === undefined ? { turns: placed } : { turns: placed, head };
}

/** The last turn of the branch on screen; undefined where there is no turn. */
export function headOf({ turns, head }: Conversation): Turn | undefined {
  return turns.findLast(({ id }) => id === head) ?? turns.at(-1);
}

/** The branch on screen, from its first turn to the head. */
export function branchOf(conversation: Conversation): readonly Turn[] {
  return branchTo(conversation, headOf(conversation)?.id);
}

/** The turns that lead to this one, and itself. What they should follow may be missing. */
export function branchTo({ turns }: Conversation, turnId: string | undefined): readonly Turn[] {
  const byId = new Map(turns.map((turn) => [turn.id, turn]));
  const branch: Turn[] = [];
  // A turn is taken once, whatever a stored conversation says.
  const take = (id: string) => {
    const turn = byId.get(id);
    byId.delete(id);
    return turn;
  };
  for (let turn = take(turnId ?? ''); turn; turn = take(turn.after ?? '')) branch.push(turn);
  return branch.reverse();
}

/** The versions of the turns that have several, by the id of each: all their ids, oldest first. */
export function versionsIn({
  turns,
}: Pick<Conversation, 'turns'>): ReadonlyMap<string, readonly string[]> {
  const ids = new Set(turns.map(({ id }) => id));
  const versions = new Map<string | undefined, string[]>();
  for (const { id, after } of turns) {
    // One that should follow what is missing is a first one.
    const before = after !== undefined && ids.has(after) ? after : undefined;
    const known = versions.get(before);
    if (known) known.push(id);
    else versions.set(before, [id]);
  }
  const several = [...versions.values()].filter(({ length }) => length > 1);
  return new Map(several.flatMap((all) => all.map((id) => [id, all] as const)));
}

/** The end of the newest branch that leads through a turn. */
export function newestEnd({ turns }: Conversation, turnId: string): string {
  const newest = new Map(turns.map(({ id, after }) => [after, id]));
  let end = turnId;
  for (let next = newest.get(end); next !== undefined; next = newest.get(end)) {
    newest.delete(end);
    end = next;
  }
  return end;
}

/**
 * The conversation without a turn. Of several versions one goes with all that was asked after it;
 * else what was asked after it moves up.
 */
function withoutTurn(conversation: Conversation, turnId: string): Conversation {
  const turn = conversation.turns.find(({ id }) => id === turnId);
  if (!turn) return conversation;
  const versions = versionsIn(conversation).get(turnId);
  if (!versions) return withoutLink(conversation, turn);
  const gone = descendantsOf(conversation, turnId);
  const turns = conversation.turns.filter(({ id }) => !gone.has(id));
  const place = versions.indexOf(turnId);
  const neighbour = versions[place - 1] ?? versions[place + 1] ?? '';
  const left = { ...conversation, turns };
  return gone.has(headOf(conversation)?.id ?? '')
    ? { ...left, head: newestEnd(left, neighbour) }
    : left;
}

function withoutLink(conversation: Conversation, { id: gone, after }: Turn): Conversation {
  const { head, ...rest } = conversation;
  const turns = rest.turns
    .filter(({ id }) => id !== gone)
    .map((turn) => (turn.after === gone ? movedTo(turn, after) : turn));
  const shown = head === gone ? after : head;
  return { ...rest, turns, ...(shown === undefined ? {} : { head: shown }) };
}

function movedTo({ after: _, ...turn }: Turn, after: string | undefined): Turn {
  return after === undefined ? turn : { ...turn, after };
}

function descendantsOf({ turns }: Conversation, turnId: string): ReadonlySet<string> {
  const found = new Set([turnId]);
  for (const { id, after } of turns) if (after !== undefined && found.has(after)) found.add(id);
  return found;
}
