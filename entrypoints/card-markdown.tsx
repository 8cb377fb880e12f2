import { render } from 'preact';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { Markdown } from '../components/markdown/markdown.tsx';
import type { MarkdownIsland } from '../components/markdown/markdown-props.ts';
import { handOver } from '../platform/handover.ts';

/** Comes into a page after the card, which is there at once and shows plain text until then. */
export default defineUnlistedScript(() => {
  const island: MarkdownIsland = (into, props) => {
    render(props ? <Markdown {...props} /> : null, into);
  };
  handOver('markdown', island);
});
