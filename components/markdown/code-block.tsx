import { useContext } from 'preact/hooks';
import type { CodeLine } from '../../core/highlight/highlighter.ts';
import type { CodeBlock as Code } from '../../core/markdown/model.ts';
import { CopyButton } from '../copy-button.tsx';
import { CodeLines } from './code-lines.tsx';
import { Cursor } from './cursor.tsx';
import { memo } from './memo.ts';
import { runsOf } from './runs.ts';
import { SurroundingsContext } from './surroundings.ts';
import { useHighlighting } from './use-highlighting.ts';

interface LinesProps {
  readonly text: string;
  /** Undefined while the code is not highlighted. */
  readonly lines: readonly CodeLine[] | undefined;
  readonly cursor: boolean;
}

/** A run of lines, which is not touched again once it is full. */
const Lines = memo(({ text, lines, cursor }: LinesProps) =>
  lines ? (
    <CodeLines key="lines" lines={lines} ended={text.endsWith('\n')} cursor={cursor} />
  ) : (
    <span key="text">
      {text}
      {cursor && <Cursor />}
    </span>
  ),
);

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
      return <Lines key={index} text={text} lines={lines?.[index]} cursor={cursor && last} />;
    })}
  </span>
));

interface CodeBlockProps {
  readonly code: Code;
  readonly cursor: boolean;
}

export function CodeBlock({ code, cursor }: CodeBlockProps) {
  const { labels, copyText } = useContext(SurroundingsContext);
  const highlighted = useHighlighting(code);
  const runs = runsOf(code.groups);
  const lines = highlighted && runsOf(highlighted);
  return (
    <div class="markdown-code" dir="ltr">
      <div class="markdown-code-bar">
        <span>{code.language}</span>
        <CopyButton
          label={labels.copyCode}
          icon="copy"
          copy={() => copyText(code.groups.join(''))}
          say={(outcome) => labels[outcome]}
        />
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
