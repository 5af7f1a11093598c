/** What the value of an option may be: in words, for any value that a script gives, and for a text that the command line is given. */

/** A kind of value. */
export interface OptionKind<Value> {
  /** As the end of "expected …" and "must be …": "a number above 0". */
  readonly words: string;
  readonly accepts: (value: unknown) => value is Value;
  /** The value that a text stands for; null if it stands for none. */
  readonly parse: (text: string) => Value | null;
  /** Where it is one of some words. */
  readonly choices?: readonly string[];
}

/** A number above 0 and below infinity. */
export const positiveNumber: OptionKind<number> = numberKind(
  "a number above 0",
  (value) => value > 0 && value < Infinity,
);

/** A probability, without the ends. */
export const probability: OptionKind<number> = numberKind(
  "a number between 0 and 1",
  (value) => value > 0 && value < 1,
);

/** A share that may be 0. */
export const share: OptionKind<number> = numberKind(
  "a number from 0 to less than 1",
  (value) => value >= 0 && value < 1,
);

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number): OptionKind<number> {
  const kind = numberKind(
    `a whole number from ${least} to ${most}`,
    (value) => Number.isInteger(value) && value >= least && value <= most,
  );
  // 1e3 and 0x10 are whole numbers, too, but not how anybody writes one.
  return { ...kind, parse: (text) => (/^\d+$/.test(text) ? kind.parse(text) : null) };
}

/** One of some words. */
export function oneOf<Word extends string>(words: readonly Word[]): OptionKind<Word> {
  const accepts = (value: unknown): value is Word => words.some((word) => word === value);
  const parse = (text: string): Word | null => (accepts(text) ? text : null);
  return { words: `one of ${words.join(", ")}`, accepts, parse, choices: words };
}

/** Yes or no: a flag without a value. */
export const yesOrNo: OptionKind<boolean> = {
  words: "true or false",
  accepts: (value): value is boolean => typeof value === "boolean",
  parse: (text) => (text === "true" ? true : text === "false" ? false : null),
};

/** A kind beside null, which stands for what the sampler finds out by itself. */
export function orAdapted<Value>({ words, accepts, parse }: OptionKind<Value>): OptionKind<Value | null> {
  return {
    words: `${words} or null`,
    accepts: (value): value is Value | null => value === null || accepts(value),
    parse,
  };
}

function numberKind(words: string, isWithin: (value: number) => boolean): OptionKind<number> {
  const accepts = (value: unknown): value is number => typeof value === "number" && isWithin(value);
  return {
    words,
    accepts,
    parse: (text) => {
      const value = Number(text);
      return text.trim() !== "" && accepts(value) ? value : null;
    },
  };
}
