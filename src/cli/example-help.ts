/** The last lines of a help text. */

/** An example of the command, words after the program's name. */
export function exampleHelp(words: string): string {
  return `\nExample:\n  hyperprior ${words}`;
}
