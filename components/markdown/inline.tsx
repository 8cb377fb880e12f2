import type { ComponentChildren, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { Inline, InlineElement, SafeLink } from '../../core/markdown/model.ts';
import { SurroundingsContext } from './surroundings.ts';

interface OutsideLinkProps {
  readonly link: SafeLink;
  readonly children: ComponentChildren;
}

/** The title shows where it leads, as the text is the answer's and may say anything. */
function OutsideLink({ link, children }: OutsideLinkProps) {
  return (
    <a href={link.href} title={link.host} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

interface ImageProps {
  readonly alt: string;
  /** Undefined too inside a link, as links cannot be nested. */
  readonly link: SafeLink | undefined;
}

/** Stands for an image, whose address would learn of the reader if it were loaded unasked. */
function ImagePlaceholder({ alt, link }: ImageProps) {
  const { image } = useContext(SurroundingsContext).labels;
  const name = alt ? `${image}: ${alt}` : image;
  return link ? <OutsideLink link={link}>{`${name} (${link.host})`}</OutsideLink> : name;
}

function renderElement(element: InlineElement, inLink: boolean): JSX.Element {
  switch (element.type) {
    case 'strong':
      return <strong>{renderInline(element.children, inLink)}</strong>;
    case 'emphasis':
      return <em>{renderInline(element.children, inLink)}</em>;
    case 'strikethrough':
      return <del>{renderInline(element.children, inLink)}</del>;
    case 'code':
      return <code dir="ltr">{element.text}</code>;
    case 'break':
      return <br />;
    case 'link':
      return <OutsideLink link={element.link}>{renderInline(element.children, true)}</OutsideLink>;
    case 'image':
      return <ImagePlaceholder alt={element.alt} link={inLink ? undefined : element.link} />;
  }
}

export function renderInline(inlines: readonly Inline[], inLink = false): ComponentChildren {
  return inlines.map((inline) =>
    typeof inline === 'string' ? inline : renderElement(inline, inLink),
  );
}
