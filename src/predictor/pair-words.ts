/** Pairs in words: of the same level of which factors, and of different levels of which. */

import type { FactorSet } from "./pairs.ts";
import { implies, type Partition } from "./partition.ts";

/** A factor that two values have in common or not. */
export interface PairFactor {
  /** Of a combination, its factors joined by `:`. */
  readonly name: string;
  /** Whether it has effects of its own. */
  readonly isGroup: boolean;
  readonly partition: Partition;
}

/** "the same cask (and so of the same batch) but different lab". */
export function describePair(factors: readonly PairFactor[], set: FactorSet): string {
  const same = factors.filter((_, i) => isIn(set, i));
  const leading = finest(same);
  const named = new Set(leading.flatMap(({ name }) => name.split(":")));
  const implied = same.filter((one) => !leading.includes(one)).map(({ name }) => name);
  const rest = implied.filter((name) => !name.split(":").every((part) => named.has(part)));
  const so = rest.length === 0 ? "" : ` (and so of the same ${joinWords(rest)})`;
  // Of another combination of two levels either may be the same.
  const different = coarsest(factors.filter((_, i) => !isIn(set, i))).map(({ name }) => name);
  const but = different.length === 0 ? "" : ` but different ${joinWords(different)}`;
  return `${joinWords([...new Set(leading.map(({ name }) => words(name)))].map((name) => `the same ${name}`))}${so}${but}`;
}

/** The groups that a pair has in common, without those that follow from others: what its correlation is called by. */
export function leadingGroups(factors: readonly PairFactor[], set: FactorSet): string[] {
  return finest(factors.filter((one, i) => isIn(set, i) && one.isGroup)).map(({ name }) => name);
}

/** Sets by the groups that they are called by, few and early ones first, and those that have more in common before others. */
export function inOrder(factors: readonly PairFactor[], sets: readonly FactorSet[]): FactorSet[] {
  const places = new Map(
    sets.map((set) => [
      set,
      leadingGroups(factors, set).map((name) => factors.findIndex((one) => one.name === name)),
    ]),
  );
  return [...sets].sort((a, b) => {
    const [first, second] = [places.get(a)!, places.get(b)!];
    const differing = first.findIndex((place, i) => place !== second[i]);
    return first.length - second.length || (differing < 0 ? b - a : first[differing]! - second[differing]!);
  });
}

/** Whether the factor with that place is in the set. */
export function isIn(set: FactorSet, i: number): boolean {
  return (set & (1 << i)) !== 0;
}

/** "a, b and c". */
export function joinWords(list: readonly string[]): string {
  if (list.length < 2) return list.join("");
  return `${list.slice(0, -1).join(", ")} and ${list[list.length - 1]}`;
}

function words(name: string): string {
  return joinWords(name.split(":"));
}

/** Without those that another one implies; of two that imply each other the first stays. */
function finest(factors: readonly PairFactor[]): PairFactor[] {
  return withoutFollowing(factors, (one, other) => implies(one.partition, other.partition));
}

/** Without those whose difference follows from that of another. */
function coarsest(factors: readonly PairFactor[]): PairFactor[] {
  return withoutFollowing(factors, (one, other) => implies(other.partition, one.partition));
}

function withoutFollowing(
  factors: readonly PairFactor[],
  leadsTo: (one: PairFactor, other: PairFactor) => boolean,
): PairFactor[] {
  const leads = (other: PairFactor, k: number, one: PairFactor, i: number): boolean =>
    k !== i && leadsTo(other, one) && (k < i || !leadsTo(one, other));
  return factors.filter((one, i) => !factors.some((other, k) => leads(other, k, one, i)));
}
