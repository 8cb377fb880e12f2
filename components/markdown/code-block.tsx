import { useContext, useState } from 'preact/hooks';
import type { CodeLine } from '../../core/highlight/highlighter.ts';
import type { CodeBlock as Code } from '../../core/markdown/model.ts';
import { IconButton } from '../icon-button.tsx';
import { Cursor } from './cursor.tsx';
import { memo } from './memo.ts';
import { SurroundingsContext } from './surroundings.ts';
import { useHighlighting } from './use-highlighting.ts';

const Line = memo(({ tokens }: { readonly tokens: CodeLine }) =>
  tokens.map(({ kind, text }, index) =>
    kind ? (
      <span key={index} class={`code-${kind}`}>
        {text}
      </span>
    ) : (
      text
    ),
  ),
);

interface CodeLinesProps {
  readonly text: string;
  /** Undefined while the code is not highlighted. */
  readonly lines: readonly CodeLine[] | undefined;
  readonly cursor: boolean;
}

/** A run of lines, which is not touched again once it is full. */
const CodeLines = memo(({ text, lines, cursor }: CodeLinesProps) => {
  const last = lines ? lines.length - 1 : 0;
  return (
    <span>
      {lines?.flatMap((tokens, index) => [
        <Line key={index} tokens={tokens} />,
        index < last || text.endsWith('\n') ? '\n' : '',
      ]) ?? text}
      <Cursor shown={cursor} />
    </span>
  );
});

interface CodeBlockProps {
  readonly code: Code;
  readonly cursor: boolean;
}

export function CodeBlock({ code, cursor }: CodeBlockProps) {
  const { labels, copyText } = useContext(SurroundingsContext);
  const [copied, setCopied] = useState(false);
  const highlighted = useHighlighting(code);
  const copy = async () => {
    try {
      await copyText(code.groups.join(''));
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <div class="markdown-code" dir="ltr">
      <div class="markdown-code-bar">
        <span>{code.language}</span>
        <span role="status">{copied && labels.copied}</span>
        <IconButton icon={copied ? 'check' : 'copy'} label={labels.copyCode} onClick={copy} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard */}
      <pre tabIndex={0}>
        <code>
          {code.groups.map((text, index) => (
            <CodeLines
              key={index}
              text={text}
              lines={highlighted?.[index]}
              cursor={cursor && index === code.groups.length - 1}
            />
          ))}
        </code>
      </pre>
    </div>
  );
}
