/**
 * Labels that count (1, 2, 3; a, b, c; T1, T2; "tech one", "tech two"; left, right) against labels that name (Anna,
 * placebo, Monday).
 *
 * Whoever numbers things within each group begins anew in the next one, so that equal labels say nothing of equal things;
 * a name that occurs in two groups is most often the name of one thing. What counts is a common stem and one of the
 * sequences below, from its first on without a hole: `101, 102` is a list of identifiers, `0, 7, 14` are values.
 */

import { isNumberText } from "./cell.ts";

export interface CountingLabels {
  /** What stands before the count in every label, in lower case without what separates it: `tech` of `tech 1`. */
  readonly stem: string;
  /** For each label its place in the count, from 0. */
  readonly places: readonly number[];
}

const alphabet = [..."abcdefghijklmnopqrstuvwxyz"];
const roman = "i ii iii iv v vi vii viii ix x xi xii".split(" ");

/** A count runs through these from the first on. Roman numerals stand before letters, of which they are. */
const sequences: readonly (readonly string[])[] = [
  roman,
  alphabet,
  "one two three four five six seven eight nine ten eleven twelve".split(" "),
  "first second third fourth fifth sixth seventh eighth ninth tenth".split(" "),
  "alpha beta gamma delta epsilon zeta eta theta".split(" "),
  [..."αβγδεζηθ"],
];

/** Places: any two of one family count, in this order. */
const positions: readonly (readonly string[])[] = [
  ["left", "middle", "right"],
  ["left", "center", "right"],
  ["l", "m", "r"],
  ["top", "middle", "bottom"],
  ["upper", "middle", "lower"],
  ["front", "middle", "back"],
  ["anterior", "posterior"],
  ["proximal", "distal"],
  ["inner", "outer"],
  ["north", "east", "south", "west"],
  ["n", "e", "s", "w"],
];

const numbered = /^(\D*?)(\d+)(st|nd|rd|th)?$/i;
const worded = /^(.*?)[\s_.:#-]*(\p{L}+)$/u;
/** Without a separator, a letter behind so long a stem is a count: `tankA`, `tankB`. */
const shortestStem = 3;

/** Null where the labels are names, or are fewer than two. */
export function countingLabels(labels: readonly string[]): CountingLabels | null {
  if (labels.length < 2) return null;
  return countNumbers(labels) ?? countWords(labels) ?? countLastLetters(labels);
}

function countNumbers(labels: readonly string[]): CountingLabels | null {
  const parts = labels.map((label) => {
    if (isNumberText(label)) return { stem: "", number: Number(label) };
    const match = numbered.exec(label);
    return match === null ? null : { stem: match[1]!, number: Number(match[2]) };
  });
  const stem = commonStem(parts);
  if (stem === null) return null;
  const numbers = parts.map((part) => part!.number);
  const first = numbers.reduce((least, number) => Math.min(least, number));
  // 0 and 1 alone are an indicator.
  if ((first !== 0 && first !== 1) || (stem === "" && first === 0 && labels.length === 2)) return null;
  const places = numbers.map((number) => number - first);
  return run(stem, places);
}

function countWords(labels: readonly string[]): CountingLabels | null {
  const parts = labels.map((label) => {
    const match = worded.exec(label);
    return match === null ? null : { stem: match[1]!, word: match[2]!.toLowerCase() };
  });
  const stem = commonStem(parts);
  if (stem === null) return null;
  const words = parts.map((part) => part!.word);
  const present = positions.map((family) => family.filter((word) => words.includes(word)));
  for (const sequence of [...sequences, ...present]) {
    const places = words.map((word) => sequence.indexOf(word));
    const found = run(stem, places);
    if (found !== null) return found;
  }
  return null;
}

function countLastLetters(labels: readonly string[]): CountingLabels | null {
  const parts = labels.map((label) => ({ stem: label.slice(0, -1), word: label.slice(-1).toLowerCase() }));
  const stem = commonStem(parts);
  if (stem === null || stem.length < shortestStem) return null;
  const places = parts.map(({ word }) => alphabet.indexOf(word));
  return run(stem, places);
}

/** Null where the stems differ. */
function commonStem(parts: readonly ({ readonly stem: string } | null)[]): string | null {
  const [first] = parts;
  if (first == null || !parts.every((part) => part?.stem === first.stem)) return null;
  return first.stem.toLowerCase().replace(/[^\p{L}]+$/u, "");
}

/** Null unless the places are 0, 1, 2, … in some order. */
function run(stem: string, places: readonly number[]): CountingLabels | null {
  const isRun = new Set(places).size === places.length && places.every((k) => k >= 0 && k < places.length);
  return isRun ? { stem, places } : null;
}
