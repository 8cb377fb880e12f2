/** What ran in a page, or was made of an HTML string, by its name. */
declare global {
  interface Window {
    executions: string[];
    hit(): void;
  }
}

/**
 * Counts in `window.executions` every call of `hit`, of what reaches the network or the user, of
 * what compiles a string, and of what parses HTML. It runs in the page, so it names nothing
 * outside itself.
 */
export function countExecutions(): void {
  const executions: string[] = [];
  window.executions = executions;
  window.hit = () => void executions.push('hit');

  const count = (owner: object, name: string) => {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    if (!descriptor) return;
    const call = descriptor.value ?? descriptor.set;
    if (typeof call !== 'function') return;
    const counted = new Proxy(call, {
      apply(target, self, parameters) {
        executions.push(name);
        return Reflect.apply(target, self, parameters);
      },
      construct(target, parameters, newTarget) {
        executions.push(name);
        return Reflect.construct(target, parameters, newTarget);
      },
    });
    const part = descriptor.set ? { set: counted } : { value: counted };
    Object.defineProperty(owner, name, { ...descriptor, ...part });
  };

  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch', 'eval', 'Function'])
    count(window, name);
  for (const name of ['XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker', 'SharedWorker'])
    count(window, name);
  for (const name of ['Image', 'Audio', 'FontFace', 'DOMParser']) count(window, name);
  count(Navigator.prototype, 'sendBeacon');
  count(HTMLFormElement.prototype, 'submit');
  for (const name of ['write', 'writeln', 'execCommand']) count(Document.prototype, name);
  for (const name of ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe'])
    count(Element.prototype, name);
  count(Range.prototype, 'createContextualFragment');
  for (const event of ['beforeunload', 'pagehide', 'submit', 'hashchange'])
    window.addEventListener(event, () => executions.push(event));
}
