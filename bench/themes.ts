import type { Theme } from './theme.ts';
import { firstChunkTheme } from './themes/first-chunk.ts';
import { history } from './themes/history.ts';
import { longConversation } from './themes/long-conversation.ts';
import { relay } from './themes/relay.ts';
import { rendering } from './themes/rendering.ts';
import { search } from './themes/search.ts';
import { sizes } from './themes/sizes.ts';
import { start } from './themes/start.ts';

/** All that is measured, in the order in which it is told. */
export const themes: readonly Theme[] = [
  rendering,
  firstChunkTheme,
  relay,
  history,
  search,
  start,
  longConversation,
  sizes,
];
