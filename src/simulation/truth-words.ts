/** Values of parameters in words: `σ_b = 2, β[x] = 1, b = [1, 2, 3]`. */

import type { GivenValues } from "../prediction/fixed-values.ts";
import type { Problem } from "../problems/problem.ts";
import { wordsNotRead } from "./problems.ts";
import { numberIn, splitList } from "./words.ts";

type Entry = readonly [name: string, value: number | readonly number[]];

const example = "σ_b = 2, β[x] = 1";

/** Values by name, in the order in which they stand; `given` is of no use where there are problems. */
export function parseTruth(text: string): {
  readonly given: GivenValues;
  readonly problems: readonly Problem[];
} {
  const read = splitList(text)
    .filter((part) => part !== "")
    .map(parseEntry);
  const problems = read.flatMap((one) =>
    typeof one === "string" ? [wordsNotRead("--truth", text, one, example)] : [],
  );
  if (problems.length === 0 && read.length === 0)
    problems.push(wordsNotRead("--truth", text, "they name no parameter", example));
  const entries = read.filter((one): one is Entry => typeof one !== "string");
  return { given: Object.fromEntries(entries), problems };
}

/** An entry, or what is wrong with it. */
function parseEntry(part: string): Entry | string {
  const [, name, written] = /^(.*?[^\s])\s*=\s*(.*)$/s.exec(part) ?? [];
  if (name === undefined || written === undefined) return `\`${part}\` is no \`name = value\``;
  const [, list] = /^\[(.*)\]$/s.exec(written.trim()) ?? [];
  const numbers = (list === undefined ? [written] : splitList(list)).map(numberIn);
  const wrong = numbers.some((one) => one === null);
  if (wrong) return `\`${written.trim()}\` is no ${list === undefined ? "number" : "list of numbers"}`;
  const values = numbers.flatMap((one) => one ?? []);
  return [name, list === undefined ? values[0]! : values];
}
