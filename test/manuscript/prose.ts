/** What no sentence has: holes, and signs that a part was left empty. */

const faults: readonly (readonly [RegExp, string])[] = [
  [/undefined|null|NaN|\[object/, "a hole"],
  [/ {2}/, "two spaces"],
  [/\(\)|\( | \)|\[\]|\(,/, "empty brackets"],
  [/,,|;;|, ;|, \.|; \.|\.\.(?!\.)| ,| ;| \./, "an empty clause"],
  [/\b(and|with|of|for|by) (and|with|for|by|of)\b/, "two words where something is missing between them"],
  [/\b(a|an|the|and|with|of|by) *$/, "a sentence that breaks off"],
  [/^[^A-Z]/, "no capital at its beginning"],
  [/\b(by|of|was|were|with|and) a [aeio](?!ne)\w/, "a before a vowel"],
];

/** What is wrong with a sentence without its full stop. */
export function faultsOf(sentence: string): string[] {
  return faults.filter(([pattern]) => pattern.test(sentence)).map(([, words]) => `${words}: ${sentence}`);
}
