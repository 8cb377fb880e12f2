import { useState } from 'preact/hooks';
import type { Question } from '../core/actions.ts';
import { useTranslate } from './services.tsx';

/** Beyond this many characters a question is folded: laying out a megabyte would freeze the page. */
const foldedLength = 4000;

export function QuestionArticle({ question }: { readonly question: Question }) {
  const translate = useTranslate();
  const { action } = question;
  const label = action !== undefined && action !== 'ask' ? translate(`menu_${action}`) : '';
  return (
    <article class="question" aria-label={translate('you')}>
      {question.quote !== undefined && (
        <blockquote dir="auto">{question.quote.slice(0, foldedLength)}</blockquote>
      )}
      <FoldedText text={question.text || label} />
    </article>
  );
}

function FoldedText({ text }: { readonly text: string }) {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  const folded = !open && text.length > foldedLength;
  return (
    <>
      <p dir="auto">{folded ? `${text.slice(0, foldedLength)}…` : text}</p>
      {folded && (
        <button type="button" class="link-button" onClick={() => setOpen(true)}>
          {translate('showAll')}
        </button>
      )}
    </>
  );
}
