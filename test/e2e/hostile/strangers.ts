const direction = '(auto|ltr)';
const cell = { dir: direction, 'data-align': '(left|center|right)' };
const block = { dir: direction };

/** Every element that an answer's Markdown may become, its attributes and their values. */
export const markdownElements: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  div: { class: 'markdown(-(group|code|code-bar|table))?', dir: direction, tabindex: '0' },
  h1: block,
  h2: block,
  h3: block,
  h4: block,
  h5: block,
  h6: block,
  p: { dir: direction, class: 'markdown-html' },
  ul: { dir: direction, class: 'markdown-list-goes-on' },
  ol: { dir: direction, class: 'markdown-list-goes-on', start: '\\d+' },
  li: { dir: direction, class: 'markdown-task', value: '\\d+' },
  blockquote: block,
  hr: {},
  br: {},
  pre: { tabindex: '0' },
  code: { dir: direction, class: 'markdown-math( markdown-display)?' },
  sup: { 'aria-hidden': 'true' },
  aside: {
    class: 'markdown-footnote',
    role: 'note',
    'aria-label': 'Footnote .+',
    'data-footnote': '.+',
    tabindex: '-1',
  },
  strong: {},
  em: {},
  del: {},
  bdi: block,
  a: { href: '(https?|mailto):.+', target: '_blank', rel: 'noopener noreferrer' },
  table: {
    class: 'markdown-long-table',
    style: '--columns: [\\d. px]+; --row-size: calc\\([\\d. px+]+\\);',
  },
  thead: {},
  tbody: {},
  tr: {},
  th: cell,
  td: cell,
  label: {},
  input: { type: 'checkbox', disabled: '', checked: '' },
  span: {
    class: 'cursor|note|markdown-host|code-[a-z]+|markdown-math( markdown-display)?',
    dir: direction,
    'aria-hidden': 'true',
    role: 'status',
  },
  button: {
    type: 'button',
    class: 'icon-button|link-button',
    'aria-label': 'Copy code|Footnote .+',
    title: 'Copy code',
  },
  svg: { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', 'data-icon': 'copy' },
  path: { d: '[\\d MLHVahlvzZA.-]+' },
};

/**
 * All in an element that is none of those, links that do not say where they lead or could reach
 * back, and properties that every object has got. It runs in the page, so it names nothing outside
 * itself.
 */
export function findStrangers(root: Element, elements: typeof markdownElements): string[] {
  const strangers: string[] = [];
  for (const element of root.querySelectorAll('*')) {
    const { localName } = element;
    if (element.closest('math')) {
      const reaching = element
        .getAttributeNames()
        .filter((name) => /^(on|id|.*(href|src))/.test(name));
      if (reaching.length > 0) strangers.push(element.outerHTML);
      continue;
    }
    const attributes = Object.hasOwn(elements, localName) ? elements[localName] : undefined;
    if (!attributes) strangers.push(`<${localName}>`);
    for (const { name, value } of element.attributes) {
      const pattern = attributes && Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      const admitted = pattern !== undefined && new RegExp(`^(?:${pattern})$`, 's').test(value);
      if (!admitted) strangers.push(`<${localName} ${name}="${value}">`);
    }
    if (localName === 'svg' && element.parentElement?.localName !== 'button')
      strangers.push('<svg> outside a button');
    if (!(element instanceof HTMLAnchorElement)) continue;
    const { href, target, rel, host, protocol, username, password, textContent } = element;
    const safe = target === '_blank' && rel === 'noopener noreferrer' && !username && !password;
    const place = protocol === 'mailto:' ? href.slice(protocol.length).split('?')[0] : host;
    if (!safe || !place || !textContent.toLowerCase().includes(place.toLowerCase()))
      strangers.push(element.outerHTML);
  }
  for (const name in {}) strangers.push(`Object.prototype.${name}`);
  return strangers;
}

/** All in an element that could load or run something. It too runs in the page. */
export function findLoaders(root: Element): string[] {
  const loading =
    'script, style, link, meta, base, img, picture, source, video, audio, track, iframe, frame, ' +
    'object, embed, form, template, math, [src], [srcset], [background], [ping], ' +
    'svg :not(path)';
  /** The columns of a long table are measured; nothing else has a style of its own. */
  const columns = /^--columns: [\d. px]+; --row-size: calc\([\d. px+]+\);$/;
  const hasStyle = (element: Element) =>
    element.hasAttribute('style') &&
    !(element.localName === 'table' && columns.test(element.getAttribute('style') ?? ''));
  const isHandler = ({ name, value }: Attr) =>
    name.startsWith('on') || /^\s*\w*script:/i.test(value);
  return [...root.querySelectorAll('*')]
    .filter((element) => !element.matches('math, math :not(script, img, iframe)'))
    .filter(
      (element) =>
        element.matches(loading) || hasStyle(element) || [...element.attributes].some(isHandler),
    )
    .map((element) => element.outerHTML.slice(0, 200));
}
