import { useContext, useState } from 'preact/hooks';
import type { CodeLine } from '../../core/highlight/highlighter.ts';
import type { CodeBlock as Code } from '../../core/markdown/model.ts';
import { IconButton } from '../icon-button.tsx';
import { Cursor } from './cursor.tsx';
import { memo } from './memo.ts';
import { runsOf } from './runs.ts';
import { SurroundingsContext } from './surroundings.ts';
import { useHighlighting } from './use-highlighting.ts';

interface LineProps {
  readonly tokens: CodeLine;
  /** The line end, where there is one. */
  readonly end: string;
  readonly cursor: boolean;
}

const Line = memo(({ tokens, end, cursor }: LineProps) => (
  <span class="code-line">
    {tokens.map(({ kind, text }, index) =>
      kind ? (
        <span key={index} class={`code-${kind}`}>
          {text}
        </span>
      ) : (
        text
      ),
    )}
    {cursor && <Cursor />}
    {end}
  </span>
));

interface CodeLinesProps {
  readonly text: string;
  /** Undefined while the code is not highlighted. */
  readonly lines: readonly CodeLine[] | undefined;
  readonly cursor: boolean;
}

/** A run of lines, which is not touched again once it is full. */
const CodeLines = memo(({ text, lines, cursor }: CodeLinesProps) => {
  if (!lines) {
    return (
      <span>
        {text}
        {cursor && <Cursor />}
      </span>
    );
  }
  const last = lines.length - 1;
  return (
    <span>
      {lines.map((tokens, index) => {
        const end = index < last || text.endsWith('\n') ? '\n' : '';
        return <Line key={index} tokens={tokens} end={end} cursor={cursor && index === last} />;
      })}
    </span>
  );
});

interface CodeRunProps {
  readonly groups: readonly string[];
  readonly lines: readonly (readonly CodeLine[])[] | undefined;
  readonly cursor: boolean;
}

/** Groups that are looked through together: a very long code has thousands. */
const CodeRun = memo(({ groups, lines, cursor }: CodeRunProps) => (
  <span>
    {groups.map((text, index) => {
      const last = index === groups.length - 1;
      return <CodeLines key={index} text={text} lines={lines?.[index]} cursor={cursor && last} />;
    })}
  </span>
));

interface CodeBlockProps {
  readonly code: Code;
  readonly cursor: boolean;
}

export function CodeBlock({ code, cursor }: CodeBlockProps) {
  const { labels, copyText } = useContext(SurroundingsContext);
  const [copied, setCopied] = useState(false);
  const highlighted = useHighlighting(code);
  const runs = runsOf(code.groups);
  const lines = highlighted && runsOf(highlighted);
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
          {runs.map((groups, index) => (
            <CodeRun
              key={index}
              groups={groups}
              lines={lines?.[index]}
              cursor={cursor && index === runs.length - 1}
            />
          ))}
        </code>
      </pre>
    </div>
  );
}
