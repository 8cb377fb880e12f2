import { useMemo, useRef } from 'preact/hooks';
import { useServices } from './services.tsx';
import { useLoaded } from './use-loaded.ts';
import { useNear } from './use-near.ts';
import { useOnceAFrame } from './use-once-a-frame.ts';

interface AnswerTextProps {
  readonly text: string;
  readonly latest: string | undefined;
  readonly running: boolean;
  /** Rendered when it comes near, not at once. */
  readonly late: boolean | undefined;
}

/** An answer's Markdown, as plain text until the renderer has come and it is about to be seen. */
export function AnswerText({ text, latest, running, late = false }: AnswerTextProps) {
  const { translate, copyText, enrichment, loadMarkdown } = useServices();
  const shown = useOnceAFrame(text, running);
  const plain = useRef<HTMLParagraphElement>(null);
  const near = useNear(plain, !late);
  const Markdown = useLoaded(loadMarkdown);
  const labels = useMemo(
    () => ({
      copyCode: translate('copyCode'),
      copied: translate('copied'),
      copyFailed: translate('copyFailed'),
      image: translate('imageLabel'),
      footnote: translate('footnote'),
    }),
    [translate],
  );
  if (!Markdown || !near) {
    return (
      <p class="plain-answer" ref={plain}>
        {shown}
      </p>
    );
  }
  const surroundings = { copyText, labels, enrichment };
  return <Markdown text={shown} latest={latest} running={running} {...surroundings} />;
}
