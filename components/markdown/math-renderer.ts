import temml from 'temml';
import 'temml/dist/Temml-Local.css';

/** TeX → MathML elements. Temml makes no HTML string, and without trust no link and no class. */
export function renderMath(tex: string, into: HTMLElement, display: boolean): void {
  temml.render(tex, into, {
    displayMode: display,
    throwOnError: true,
    trust: false,
    strict: false,
  });
}
