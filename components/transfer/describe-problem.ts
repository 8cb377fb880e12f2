import type { StringKey } from '../../core/strings.ts';
import type { ImportProblem } from '../../core/transfer/import-problem.ts';

type Sentence = readonly [key: StringKey, ...substitutions: (string | number)[]];

/** What is wrong with a file, where, and what to do. */
export function describeProblem(problem: ImportProblem): readonly Sentence[] {
  const where: Sentence[] =
    'conversation' in problem ? [['problemConversation', problem.conversation]] : [];
  switch (problem.kind) {
    case 'not-json':
      return [['problem_not_json', problem.line, problem.column], ...where];
    case 'too-deep':
      return [['problem_too_deep', problem.line, problem.column], ...where];
    case 'cut-off':
      return [['problem_cut_off', problem.line], ...where];
    case 'too-large':
      return [['problem_too_large', problem.line], ...where];
    case 'not-text':
      return [['problem_not_text', problem.line]];
    case 'empty':
      return [['problem_empty']];
    case 'unknown-format':
      return [['problem_unknown_format']];
    case 'newer-version':
      return [['problem_newer_version']];
    case 'unreadable':
      return [['problem_unreadable']];
  }
}
