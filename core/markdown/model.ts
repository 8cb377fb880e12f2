/** What a Markdown text means, as plain data: nothing in it is markup, and every link is safe. */
export type Inline = string | InlineElement;

export type InlineElement =
  | {
      readonly type: 'strong' | 'emphasis' | 'strikethrough';
      readonly children: readonly Inline[];
    }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'break' }
  | MathFormula
  /** A reference to the footnote of that label, which there is. */
  | { readonly type: 'footnote'; readonly label: string }
  | {
      readonly type: 'link';
      readonly link: SafeLink;
      /** The text says where it leads; where it does not, the reader must be told. */
      readonly saysHost: boolean;
      readonly children: readonly Inline[];
    }
  /** An image is never loaded; without a link its address was not safe to open either. */
  | { readonly type: 'image'; readonly alt: string; readonly link: SafeLink | undefined };

/** TeX; `display` gives it the room of a line. */
export interface MathFormula {
  readonly type: 'math';
  readonly tex: string;
  readonly display: boolean;
}

/** An address that may be opened: http, https or mailto. */
export interface SafeLink {
  readonly href: string;
  /** Where it leads, for the reader: the host in ASCII letters (of mailto, the addressee). */
  readonly host: string;
}

export interface CodeBlock {
  readonly type: 'code';
  /** The first word after the fence as written, or ''. */
  readonly language: string;
  /** The code cut into runs of 32 lines; joined, they are the code without its last line end. */
  readonly groups: readonly string[];
  /** Its end has come; until then the last line may grow. */
  readonly closed: boolean;
}

interface ParagraphBlock {
  readonly type: 'paragraph';
  /** One piece, but of a very long paragraph several, of which all but the last are settled. */
  readonly pieces: readonly (readonly Inline[])[];
}

export interface ListItem {
  /** The state of a task's checkbox; undefined where the item is no task. */
  readonly checked: boolean | undefined;
  readonly blocks: readonly Block[];
}

export interface ListBlock {
  readonly type: 'list';
  readonly ordered: boolean;
  readonly start: number;
  /** A loose list shows its items' paragraphs as paragraphs, a tight one as bare text. */
  readonly loose: boolean;
  readonly items: readonly ListItem[];
}

export type Alignment = 'left' | 'center' | 'right' | null;
export type TableRow = readonly (readonly Inline[])[];

export interface TableBlock {
  readonly type: 'table';
  readonly align: readonly Alignment[];
  readonly header: TableRow;
  readonly rows: readonly TableRow[];
}

export type Block =
  | { readonly type: 'heading'; readonly depth: number; readonly children: readonly Inline[] }
  | ParagraphBlock
  | CodeBlock
  | { readonly type: 'quote'; readonly blocks: readonly Block[] }
  | ListBlock
  | TableBlock
  | { readonly type: 'rule' }
  | MathFormula
  | { readonly type: 'footnote'; readonly label: string; readonly blocks: readonly Block[] }
  /** Raw HTML, to be shown as the text it is. */
  | { readonly type: 'html'; readonly children: readonly Inline[] };
