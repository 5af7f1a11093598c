/** Numbers with their nouns, and of a thousand and more with commas. */

/** `1 row`, `2,000 rows`; of another plural `1 entry`, `2 entries`. */
export function counted(count: number, noun: string, several = `${noun}s`): string {
  return `${thousands(count)} ${count === 1 ? noun : several}`;
}

/** `12,345`. */
export function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

const words = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** The same at the beginning of a sentence: up to twelve as a word, "Four chains". */
export function startCounted(count: number, noun: string): string {
  const word = words[count];
  if (word === undefined) return counted(count, noun);
  return `${word.charAt(0).toUpperCase()}${word.slice(1)} ${noun}${count === 1 ? "" : "s"}`;
}
