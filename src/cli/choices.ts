/** The words that the value of an option may be, kept with its parser, so that completion offers what the parser takes. */

/** What reads the value of an option. */
type Parser = (text: string, ...known: never[]) => unknown;

const choices = new WeakMap<object, readonly string[]>();

/** The parser, with the words of which it takes each. It may take others, too. */
export function withChoices<Parse extends Parser>(parse: Parse, words: readonly string[]): Parse {
  choices.set(parse, words);
  return parse;
}

/** The words of a parser; empty where it has none. */
export function choicesOf(parse: object | undefined): readonly string[] {
  return (parse && choices.get(parse)) ?? [];
}
