/** Values of options as the commands take them; what is not one is an error of usage that says what is wanted. */

import { InvalidArgumentError } from "commander";
import type { GroupMode } from "../api/new-rows.ts";
import { withoutPassword } from "../sources/source-name.ts";
import { composed } from "../text/composed.ts";
import { readNumberLists } from "../text/numbers-by-name.ts";
import { withChoices } from "./choices.ts";

/** A parser of whole numbers from `least`; it throws commander's error for all else. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`expected a whole number ${range}`);
  };
}

/** A parser of numbers above 0 and below `end`; the error names them by `words`. */
function openInterval(end: number, words: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && value > 0 && value < end) return value;
    throw new InvalidArgumentError(`expected a number ${words}`);
  };
}

/** A probability, between 0 and 1 without the ends. */
export const probability = openInterval(1, "between 0 and 1");

/** Any finite number. */
export function realNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("expected a number");
}

/** Probabilities with commas between them, in ascending order and each once. */
export function probabilities(text: string): readonly number[] {
  const values = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (values.every((value) => value > 0 && value < 1)) return [...new Set(values)].sort((a, b) => a - b);
  throw new InvalidArgumentError("expected numbers between 0 and 1, as in --quantiles 0.025,0.975");
}

/** A number above 0. */
export const positive = openInterval(Infinity, "above 0");

/** `FROM..TO`, two numbers in ascending order. */
export function interval(text: string): readonly [number, number] {
  const [from, to, ...more] = text
    .split("..")
    .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (more.length === 0 && from !== undefined && to !== undefined && from < to) return [from, to];
  throw new InvalidArgumentError("expected FROM..TO, as -0.1..0.1");
}

/** A number from 0. */
export function notNegative(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value < Infinity) return value;
  throw new InvalidArgumentError("expected a number of at least 0");
}

/** Whole numbers from 1 with commas between them, each once, in the order in which they are given. */
export function wholeNumbers(text: string): readonly number[] {
  const values = text.split(",").map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : Number.NaN));
  if (values.every((value) => Number.isSafeInteger(value) && value >= 1)) return [...new Set(values)];
  throw new InvalidArgumentError("expected whole numbers from 1, as in 6,12,24");
}

type NumbersByName = Readonly<Record<string, number | readonly number[]>>;

/** A parser of `NAME = NUMBER, NAME = [NUMBER, …]`, repeatable; its error shows the example. */
export function numbersLike(example: string): (text: string, known?: NumbersByName) => NumbersByName {
  return (text, known = {}) => {
    const numbers = readNumberLists(text);
    if (numbers !== null) return { ...known, ...Object.fromEntries(numbers) };
    throw new InvalidArgumentError(`expected NAME = NUMBER, as in "${example}"`);
  };
}

/** Truths of parameters. */
export const numbersByName = numbersLike("σ_b = 2, σ = 1");

/** A text, repeatable. */
export function words(text: string, known: readonly string[] = []): readonly string[] {
  return [...known, text.trim()];
}

/** `NAME=NUMBER`, repeatable. */
export function constantSetting(
  text: string,
  known: Readonly<Record<string, number>> = {},
): Record<string, number> {
  const [name, value] = splitAssignment(text);
  const number = Number(value);
  if (name === null || value.trim() === "" || !Number.isFinite(number)) {
    throw new InvalidArgumentError("expected NAME=NUMBER, as in --set s=1");
  }
  return { ...known, [name]: number };
}

const groupModes: readonly GroupMode[] = ["known", "new", "average", "population"];

/** `FACTOR=MODE`, repeatable: what the groups of rows are. */
export function groupSetting(
  text: string,
  known: Readonly<Record<string, GroupMode>> = {},
): Record<string, GroupMode> {
  const [name, value] = splitAssignment(text);
  const mode = groupModes.find((one) => one === value.trim());
  if (name === null || mode === undefined) {
    throw new InvalidArgumentError(`expected FACTOR=MODE, with one of ${groupModes.join(", ")}`);
  }
  return { ...known, [name.trim()]: mode };
}

/** `NAME=VALUE`, a number or a label; repeatable. */
export function statedValue(
  text: string,
  known: Readonly<Record<string, string | number>> = {},
): Record<string, string | number> {
  const [name, value] = splitAssignment(text);
  if (name === null || value.trim() === "") {
    throw new InvalidArgumentError("expected NAME=VALUE, as in --at Days=5");
  }
  const number = Number(value);
  return { ...known, [name]: Number.isFinite(number) ? number : composed(value.trim()) };
}

/** Paths: the main table, and tables of group-level columns by factor. */
export interface DataFiles {
  readonly main: string | null;
  readonly groups: Readonly<Record<string, string>>;
}

/** What `--data` is before it is given. */
const noDataFiles: DataFiles = { main: null, groups: {} };

/** `FILE`, or `FACTOR=FILE` for a group-level table; repeatable. */
export function dataFile(text: string, known: DataFiles = noDataFiles): DataFiles {
  const [factor, path] = splitAssignment(text);
  if (factor === null) {
    if (known.main !== null)
      throw new InvalidArgumentError(
        `two main tables: ${withoutPassword(known.main)} and ${withoutPassword(text)}`,
      );
    return { ...known, main: text };
  }
  if (Object.hasOwn(known.groups, factor)) throw new InvalidArgumentError(`two tables for ${factor}`);
  return { ...known, groups: { ...known.groups, [factor]: path } };
}

/** The part before the first `=`, if it is a name, composed, and the rest: a path stays as it is. */
function splitAssignment(text: string): [string | null, string] {
  const match = /^([\p{L}_][\p{L}\p{M}\p{N}_]*)=(.*)$/su.exec(text);
  return match === null ? [null, text] : [composed(match[1]!), match[2]!];
}

/** A parser that takes these words only; it throws commander's error for all else. */
export function oneOf<Value extends string>(values: readonly Value[]): (text: string) => Value {
  return withChoices((text: string) => {
    const value = values.find((one) => one === text);
    if (value !== undefined) return value;
    throw new InvalidArgumentError(`expected one of ${values.join(", ")}`);
  }, values);
}
