import type { ComponentChild, ComponentChildren, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { Inline, InlineElement, SafeLink } from '../../core/markdown/model.ts';
import { FootnoteReference } from './footnote.tsx';
import { Formula } from './formula.tsx';
import { SurroundingsContext } from './surroundings.ts';

interface OutsideLinkProps {
  readonly link: SafeLink;
  readonly saysHost?: boolean;
  readonly children: ComponentChildren;
}

/**
 * Shows where it leads, as the text is the answer's and may say anything. Both are kept apart from
 * the direction of the text around them, which could put the letters of a host into another order.
 */
function OutsideLink({ link, saysHost, children }: OutsideLinkProps) {
  return (
    <a href={link.href} target="_blank" rel="noopener noreferrer">
      <bdi dir={saysHost ? 'ltr' : 'auto'}>{children}</bdi>
      {!saysHost && (
        <span class="markdown-host">
          {' '}
          <bdi dir="ltr">({link.host})</bdi>
        </span>
      )}
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
  return link ? <OutsideLink link={link}>{name}</OutsideLink> : name;
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
      // As an image's, and a footnote's: what leads elsewhere cannot be nested.
      if (inLink) return <>{renderInline(element.children, true)}</>;
      return (
        <OutsideLink link={element.link} saysHost={element.saysHost}>
          {renderInline(element.children, true)}
        </OutsideLink>
      );
    case 'math':
      return <Formula formula={element} />;
    case 'footnote':
      return inLink ? <sup>{element.label}</sup> : <FootnoteReference label={element.label} />;
    case 'image':
      return <ImagePlaceholder alt={element.alt} link={inLink ? undefined : element.link} />;
  }
}

export function renderInline(inlines: readonly Inline[], inLink = false): ComponentChild[] {
  return inlines.map((inline) =>
    typeof inline === 'string' ? inline : renderElement(inline, inLink),
  );
}
