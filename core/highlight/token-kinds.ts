/** The kinds of tokens that look different. */
export type TokenKind =
  | 'keyword'
  | 'string'
  | 'number'
  | 'comment'
  | 'type'
  | 'definition'
  | 'property'
  | 'tag'
  | 'meta'
  | 'inserted'
  | 'deleted';

/** What languages call their tokens, by the word before any modifier. */
const kinds: ReadonlyMap<string, TokenKind> = new Map([
  ...each('keyword', 'keyword modifier operatorKeyword controlKeyword definitionKeyword'),
  ...each('keyword', 'moduleKeyword self null bool atom'),
  ...each('string', 'string regexp character escape url link attributeValue'),
  ...each('number', 'number integer float unit color'),
  ...each('comment', 'comment lineComment blockComment docComment'),
  ...each('type', 'typeName className namespace builtin type'),
  ...each('definition', 'def definition labelName'),
  ...each('property', 'propertyName attributeName attribute property'),
  ...each('tag', 'tagName tag angleBracket'),
  ...each('meta', 'meta annotation processingInstruction documentMeta heading qualifier'),
  ...each('inserted', 'inserted'),
  ...each('deleted', 'deleted'),
]);

function each(kind: TokenKind, names: string): [string, TokenKind][] {
  return names.split(' ').map((name) => [name, kind]);
}

/** The kind of a token by the style that its language gives it, such as `variableName.definition`. */
export function kindOf(style: string | null): TokenKind | undefined {
  const [name = '', ...modifiers] = (style ?? '').split(/[. ]/);
  if (modifiers.includes('definition') || modifiers.includes('function')) return 'definition';
  if (modifiers.includes('standard')) return 'type';
  return kinds.get(name);
}
