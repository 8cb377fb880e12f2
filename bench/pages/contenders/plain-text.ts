import type { Contender } from './contender.ts';

/** As many lines share a wrapper: one parent of thousands makes every addition slower. */
const linesPerWrapper = 32;

/** The limit: no Markdown at all, lines appended and never touched again. */
export function makeContender(element: HTMLElement): Contender {
  let wrapper = element;
  let line: Text | undefined;
  let lines = 0;
  const beginLine = () => {
    if (lines % linesPerWrapper === 0) {
      wrapper = element.appendChild(document.createElement('div'));
    }
    lines += 1;
    line = wrapper.appendChild(document.createElement('div')).appendChild(new Text());
    return line;
  };
  return {
    update: (_text, added) => {
      const [rest = '', ...more] = added.split('\n');
      (line ?? beginLine()).appendData(rest);
      for (const each of more) beginLine().appendData(each);
    },
  };
}
