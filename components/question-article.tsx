import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Question } from '../core/actions.ts';
import { fold, foldedLength } from './fold.ts';
import { Quote } from './quote.tsx';
import { useTranslate } from './services.tsx';

interface QuestionProps {
  readonly question: Question;
}

export function QuestionArticle({ question }: QuestionProps) {
  const translate = useTranslate();
  return (
    <article class="question" aria-label={translate('you')}>
      <QuestionText question={question} />
    </article>
  );
}

export function QuestionText({ question }: QuestionProps) {
  const translate = useTranslate();
  const { action } = question;
  const label = action !== undefined && action !== 'ask' ? translate(`menu_${action}`) : '';
  return (
    <>
      {question.quote !== undefined && (
        <Quote text={question.quote} label={translate('selectedText')} />
      )}
      <FoldedText text={question.text || label} />
    </>
  );
}

function FoldedText({ text }: { readonly text: string }) {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  const folded = !open && text.length > foldedLength;
  const all = useRef<HTMLParagraphElement>(null);
  // The button is gone by now.
  useLayoutEffect(() => {
    if (open) all.current?.focus();
  }, [open]);
  return (
    <>
      <p dir="auto" ref={all} tabIndex={open ? -1 : undefined}>
        {open ? text : fold(text)}
      </p>
      {folded && (
        <button type="button" class="link-button" onClick={() => setOpen(true)}>
          {translate('showAll')}
        </button>
      )}
    </>
  );
}
