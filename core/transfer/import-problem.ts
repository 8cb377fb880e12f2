/** Why a file cannot be imported at all, as plain data. Nothing of it comes in. */
export type ImportProblem =
  /** It is no JSON at this place: `line` and `column` count from 1, `conversation` too, if in one. */
  | {
      readonly kind: 'not-json' | 'too-deep';
      readonly line: number;
      readonly column: number;
      readonly conversation?: number;
    }
  /** It ends too soon, or a part of it is beyond all measure. */
  | {
      readonly kind: 'cut-off' | 'too-large';
      readonly line: number;
      readonly conversation?: number;
    }
  /** It is no text in UTF-8. */
  | { readonly kind: 'not-text'; readonly line: number }
  | { readonly kind: 'empty' }
  /** JSON, but of no kind that is known. */
  | { readonly kind: 'unknown-format' }
  /** Written by a newer version of this extension. */
  | { readonly kind: 'newer-version' }
  /** The browser could not read it: it was moved, changed or removed. */
  | { readonly kind: 'unreadable' };

export class ImportFailure extends Error {
  readonly problem: ImportProblem;

  constructor(problem: ImportProblem, options?: { cause?: unknown }) {
    super(JSON.stringify(problem), options);
    this.name = 'ImportFailure';
    this.problem = problem;
  }
}
