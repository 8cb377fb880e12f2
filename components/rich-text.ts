/** What of a rendered answer is for its reader alone. */
const notText = 'button, [role="status"], .markdown-code-bar, .visually-hidden, .cursor';
/** What means something elsewhere too; classes and the like do not. */
const kept = new Set(['href', 'start', 'colspan', 'rowspan', 'align', 'dir', 'display', 'checked']);

/** A rendered answer as HTML for a word processor: its elements, without our looks and buttons. */
export function richTextOf(rendered: Element): string {
  const copy = rendered.cloneNode(true);
  if (!(copy instanceof Element)) return '';
  for (const element of copy.querySelectorAll(notText)) element.remove();
  for (const element of copy.querySelectorAll('*')) {
    for (const name of element.getAttributeNames()) {
      if (!kept.has(name)) element.removeAttribute(name);
    }
  }
  return copy.innerHTML;
}
