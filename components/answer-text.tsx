import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Markdown as MarkdownComponent } from './markdown/markdown.tsx';
import { useServices } from './services.tsx';
import { useNear } from './use-near.ts';

// Not part of the first screen: a panel is ready for typing before any Markdown is.
let loaded: typeof MarkdownComponent | undefined;
const load = async () => {
  loaded ??= (await import('./markdown/markdown.tsx')).Markdown;
};

interface AnswerTextProps {
  readonly text: string;
  readonly running: boolean;
  /** Rendered when it comes near, not at once. */
  readonly late: boolean | undefined;
}

/** An answer's Markdown, as plain text until the renderer has come and it is about to be seen. */
export function AnswerText({ text, running, late = false }: AnswerTextProps) {
  const { translate, copyText, enrichment } = useServices();
  const plain = useRef<HTMLParagraphElement>(null);
  const near = useNear(plain, !late);
  const [Markdown, setMarkdown] = useState(() => loaded);
  useEffect(() => {
    if (!Markdown) void load().then(() => setMarkdown(() => loaded));
  }, [Markdown]);
  const labels = useMemo(
    () => ({
      copyCode: translate('copyCode'),
      copied: translate('copied'),
      image: translate('imageLabel'),
      footnote: translate('footnote'),
    }),
    [translate],
  );
  if (!Markdown || !near) {
    return (
      <p class="plain-answer" ref={plain}>
        {text}
      </p>
    );
  }
  const surroundings = { copyText, labels, enrichment };
  return <Markdown text={text} running={running} {...surroundings} />;
}
