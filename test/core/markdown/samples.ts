/** One section of a usual answer: text, a list, a table, code. About 2 KB. */
export const section = (number: number) => `## Part ${number}: how the pieces fit

The **first** paragraph of part ${number} says what a reader wants to know, with \`code\`, a
[link](https://example.com/${number}) and *some* stress. It is as long as paragraphs usually are, and
ends when the thought ends. Then another sentence follows, since answers like to explain themselves.

1. Open the file, and look for the line that has the number ${number} in it.
2. Change it, and keep the rest:
   - the header stays as it is,
   - the footer too.

   \`\`\`sh
   sed -i 's/old/new/' file-${number}
   \`\`\`
3. Save.

Here is the code:
\`\`\`ts
export function part${number}(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) {
    // Every value counts.
    sum += value * ${number};
  }

  return sum;
}
\`\`\`

| Name | Value | Note |
|------|------:|:----:|
| one | ${number} | the *first* |
| two | ${number * 2} | a \`code\` |
| three | ${number * 3} | [more](https://example.com) |

> A quote stands here,
> over two lines.

- [x] done in part ${number}
- [ ] still to do

---

`;

/** About `size` characters of usual answers. */
export function mixedText(size: number): string {
  let text = '';
  for (let number = 1; text.length < size; number++) text += section(number);
  return text.slice(0, size);
}

/** Texts whose blocks are decided late, or whose parts look like something else at first. */
export const lateDecisions: Readonly<Record<string, string>> = {
  'a tight list': '- a\n- b\n- c\n',
  'a list that turns loose at its last item': '- a\n- b\n\n- c',
  'a list item that goes on after a blank line': '1. a\n\n   more\n2. b\n\nend',
  'lists of three markers': '- a\n* b\n+ c\n1. d\n2) e\n',
  'a list after text, without a blank line': 'Steps:\n1. a\n2. b\n\n**Bold** text after it',
  'a number that is no list': 'She was born in\n1990. A good year.\n\n1990 was fine.\n',
  'a list that begins at two, after a heading': '# Steps\n2. two\n   - inner\n3. three\n',
  'bold text after a list': '- a\n- b\n\n**bold** text\n\n* c\n',
  'a fence in a list item': '- a\n  ```js\n  one\n\n  two\n  ```\n- b\n\n  ~~~\n  x\n  ~~~\n',
  'a fence that ends a list': '1. a\n```\ncode\n\n- no item\n```\n2. b\n',
  'a task list': '- [ ] a\n- [x] **b**\n\n- [X] c\n  - [ ] d\n',
  'a setext heading': 'Title\n===\ntext\nSub\n---\n\ntext\n---\n',
  'a lazy continuation': '> quote\nlazy\n> more\n\n> other\n> - a\nlazy too\n\ntext\n',
  'a table': '| a | b |\n|:--|--:|\n| 1 | 2 |\n| `|` | x \\| y |\n\ntext\n',
  'a table after a line of text': 'See:\n| a |\n|---|\n| 1 |\nb\n# Head\nc\n',
  'a table whose rows begin like items': 'a | b\n--- | ---\n1. x | y\n2. x | y\n- z\n',
  'a table that never comes': '| a | b |\n|---|\n| 1 | 2 |\n',
  'raw HTML': '<div>\n*text*\n\n*text*\n</div>\n\n<!-- a\n\nb -->\nc\n<pre>\n\n# x\n</pre>\n\nd\n',
  'indented code': 'text\n\n    code\n\n    more\n\n\n    end\ntext\n\n\ttab\n',
  'code of another fence': '````md\n```js\nx\n```\n````\n~~~\n```\n~~~ \ntext',
  'an indented fence': '   ```js\n     a\n  b\n    ```\n   ```\n',
  'a line that is no fence in the end': 'text\n```a` b\nmore\n\n- c\n```a`\n- d\n',
  'a fence that stays open': 'text\n```js\none\n\n\n``',
  'a fence at the very end': '```\na\n```',
  'a definition after its use':
    '[a], [b][A] and ![c][a]\n\n- [a]\n\n[a]: https://example.com/a "t"\n',
  'a definition that is none in the end': '[a]\n\n[a]: https://example.com x y\n',
  'a second definition of a label': '[a]\n\n[a]: https://one.example\n[a]: https://two.example\n',
  'a label of an object': '[constructor] [__proto__]\n\n[__proto__]: https://example.com\n',
  entities: '&amp;lt; &copy; &#x41;&#66; &nosuch; `&amp;` \\&amp; [x](https://e.com/?a&amp;b)\n',
  'a formula with lines that begin like items':
    'So:\n$$\na\n+ b\n1. c\n$$\nand\n\\[\nx\n- y\n\\]\n- item\n  $$\n  z\n  $$\n- end\n',
  'a formula that never closes': '$$\na\n- b\n\n- c\n\ntext \\( and $x\n\nmore\n',
  'formulas in a line':
    'For $5 or $6: $x_1$, \\(y_2\\), $$z$$ and \\[w\\], *$a*b$*, `$c$`, $ d $.\n',
  'a footnote after its use':
    'One[^1] and two[^b].\n\n[^1]: Here.\n    More.\n\n    - a\n[^b]: There\n\ntext\n',
  'a footnote that never comes': 'One[^1] and [^2].\n\n[^1]:\n\ntext\n',
  'emphasis around formulas':
    '*the set $A^* = B^*$ is* and **\\(x^{**}\\)** and *a `$` b* $c*$ \\$$d*$ *e*\n',
  'prices that are no formulas':
    '**A** ($$$) then **B** ($$)\n$$$ x\n- a\n$$ y\n\n$$\nx\n$$$\n+ b\n$$\n\nUS$5, A$ and \\$$x$\n',
  'footnotes side by side':
    'Both[^1][^2], one[^2][^9], [text][^B] and wow![^1]\n\n[^1]: One\n[^2]: Two\n[^b]: Three\n',
  'GFM: tables of all shapes':
    '| foo | bar |\n| --- | --- |\n| baz | bim |\n> quote\n\n| a | b |\n| - | :-: |\n| x |\n| 1 | 2 | 3 |\n\n| f\\|oo |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n',
  'GFM: what is struck through and what is not':
    '~~Hi~~ there, ~one~ and ~~~three~~~\n\nThis ~~has a\n\nnew paragraph~~.\n',
  'GFM: addresses that become links':
    'www.example.org/a_b, (www.example.org/a+(b)) and http://example.org?x=y&z;\n\nfoo@bar.example, hello@mail+xyz.example and a.b-c_d@a.b.\n\nhttps://example.org/a*b*c <http://example.org> ftp://foo.example\n',
  'GFM: tasks within tasks':
    '- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim\n- [] none\n- [y] none\n',
  'only blank lines': '\n \n\t\n',
  'line ends of all kinds': 'a\r\nb\r\r\n\n```\r\nx\r\n\r\ny\r\n```\r\n- c\r- d\r\n',
  'a long paragraph': `${'Words and *more* words, [1] and so on; '.repeat(60)}\nnext line\n\nend`,
  'a long paragraph of letters beyond 16 bits': `Words ${'𝐀bc '.repeat(400)}`,
  'a long dialogue': '**Anna Maria:** I trust *the* map.\n*Ben:* ***𝐀nd*** I wait here.\n'.repeat(
    40,
  ),
  'a long dialogue that turns out to be a heading': `${'**Anna:** I trust the map.\n'.repeat(40)}===\n`,
  'a long paragraph with something open': `${'word '.repeat(300)}*open ${'word '.repeat(300)}closed* ${'word '.repeat(300)}\n\nend`,
};
