import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** The least that a chat can be: a textbox that has the focus and knows its text. */
function Bare() {
  const [text, setText] = useState('');
  const textbox = useRef<HTMLTextAreaElement>(null);
  useEffect(() => textbox.current?.focus(), []);
  return (
    <textarea
      ref={textbox}
      value={text}
      onInput={(event) => setText(event.currentTarget.value)}
      aria-label="Message"
    />
  );
}

const root = document.getElementById('app');
if (root) render(<Bare />, root);
