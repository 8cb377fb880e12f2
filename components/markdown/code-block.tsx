import { useContext, useState } from 'preact/hooks';
import type { CodeBlock as Code } from '../../core/markdown/model.ts';
import { IconButton } from '../icon-button.tsx';
import { Cursor } from './cursor.tsx';
import { memo } from './memo.ts';
import { SurroundingsContext } from './surroundings.ts';

/** A run of lines, which is not touched again once it is full. */
const CodeLines = memo(({ text }: { readonly text: string }) => <span>{text}</span>);

interface CodeBlockProps {
  readonly code: Code;
  readonly cursor: boolean;
}

export function CodeBlock({ code, cursor }: CodeBlockProps) {
  const { labels, copyText } = useContext(SurroundingsContext);
  const [copied, setCopied] = useState(false);
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
          {code.groups.map((lines, index) => (
            <CodeLines key={index} text={lines} />
          ))}
          <Cursor shown={cursor} />
        </code>
      </pre>
    </div>
  );
}
