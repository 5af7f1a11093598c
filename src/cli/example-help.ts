/** The last lines of a help text. */

/** Examples of the command, words after the program's name. */
export function exampleHelp(...examples: readonly string[]): string {
  const lines = examples.map((words) => `\n  hyperprior ${words}`);
  return `\n${examples.length === 1 ? "Example" : "Examples"}:${lines.join("")}`;
}

/** How a model is fitted, by its file and by a formula. */
export const fitExamples: readonly string[] = [
  "fit dyestuff.model --data yields.csv",
  'fit "yield ~ 1 + (1 | batch)" --data yields.csv',
];
