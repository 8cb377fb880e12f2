import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { SurroundingsContext } from './surroundings.ts';

/** Leads to the footnote in the same answer. No link: an address is for what is elsewhere. */
export function FootnoteReference({ label }: { readonly label: string }) {
  const { footnote } = useContext(SurroundingsContext).labels;
  const show = ({ currentTarget }: Event & { readonly currentTarget: HTMLElement }) => {
    const notes = currentTarget.closest('.markdown')?.querySelectorAll('[data-footnote]') ?? [];
    const note = [...notes].find((each) => each.getAttribute('data-footnote') === label);
    note?.scrollIntoView({ block: 'nearest' });
    if (note instanceof HTMLElement) note.focus({ preventScroll: true });
  };
  return (
    <sup>
      <button type="button" class="link-button" aria-label={`${footnote} ${label}`} onClick={show}>
        {label}
      </button>
    </sup>
  );
}

interface FootnoteProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** What a reference leads to, where it stands in the text. */
export function Footnote({ label, children }: FootnoteProps) {
  const { footnote } = useContext(SurroundingsContext).labels;
  return (
    <aside
      role="note"
      class="markdown-footnote"
      aria-label={`${footnote} ${label}`}
      data-footnote={label}
      tabIndex={-1}
    >
      <sup aria-hidden="true">{label}</sup>
      <div>{children}</div>
    </aside>
  );
}
