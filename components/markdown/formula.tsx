import { useContext, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MathFormula } from '../../core/markdown/model.ts';
import { useLoaded } from '../use-loaded.ts';
import { SurroundingsContext } from './surroundings.ts';

/** A formula as MathML; as it was written until that can be made, and where it cannot. */
export function Formula({ formula: { tex, display } }: { readonly formula: MathFormula }) {
  const { enrichment } = useContext(SurroundingsContext);
  const render = useLoaded(enrichment?.loadMath);
  const [unreadable, setUnreadable] = useState<string>();
  const place = useRef<HTMLSpanElement>(null);

  useLayoutEffect(() => {
    if (!render || !place.current) return;
    try {
      render(tex, place.current, display);
    } catch {
      setUnreadable(tex);
    }
  }, [render, tex, display]);

  const look = display ? 'markdown-math markdown-display' : 'markdown-math';
  if (!render || unreadable === tex) {
    return (
      <code key="source" class={look} dir="ltr">
        {tex}
      </code>
    );
  }
  return (
    <span key="formula" class={look} dir="ltr">
      <span ref={place} />
    </span>
  );
}
