import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Markdown as MarkdownComponent } from './markdown/markdown.tsx';
import { useServices } from './services.tsx';

// Not part of the first screen: a panel is ready for typing before any Markdown is.
let loaded: typeof MarkdownComponent | undefined;
const load = async () => {
  loaded ??= (await import('./markdown/markdown.tsx')).Markdown;
};

interface AnswerTextProps {
  readonly text: string;
  readonly running: boolean;
}

/** An answer's Markdown, as plain text until the renderer has come. */
export function AnswerText({ text, running }: AnswerTextProps) {
  const { translate, copyText } = useServices();
  const [Markdown, setMarkdown] = useState(() => loaded);
  useEffect(() => {
    if (!Markdown) void load().then(() => setMarkdown(() => loaded));
  }, [Markdown]);
  const labels = useMemo(
    () => ({
      copyCode: translate('copyCode'),
      copied: translate('copied'),
      image: translate('imageLabel'),
    }),
    [translate],
  );
  if (!Markdown) return <p class="plain-answer">{text}</p>;
  return <Markdown text={text} running={running} copyText={copyText} labels={labels} />;
}
