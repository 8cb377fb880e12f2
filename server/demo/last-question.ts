const nextTurn = /\n(?:Assistant|System|Tool|Function):/;

/**
 * The last question in a formatted prompt ("User: …\nAssistant: …\nUser: …\nAssistant:"). A prompt
 * that is not so formatted is a single message, which is the question itself.
 */
export function findLastQuestion(prompt: string): string {
  if (!prompt.endsWith('\nAssistant:')) return prompt;
  const turns = prompt.split(/^User: /m);
  return turns.length < 2 ? prompt : (turns.at(-1)?.split(nextTurn)[0] ?? '');
}
