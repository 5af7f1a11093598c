/**
 * Whether labels of a factor look reused within another: technician 1 of one laboratory and technician 1 of the next.
 *
 * No table can tell two technicians 1 from one who works in both; so this finds where to ask. It asks where the labels
 * count, begin anew in most levels of the other factor, and words (`factor-words.ts`) do not speak for factors that are
 * crossed by design. docs/algorithms/nested-or-crossed.md has the rule, and a table of designs.
 */

import { type CodePairs, findPairs } from "./code-pairs.ts";
import { type CountingLabels, countingLabels } from "./counting-labels.ts";
import { areConditions, type FactorWord, factorWord, rankOf } from "./factor-words.ts";
import type { FactorColumn } from "./table.ts";

/** A factor as a model uses it. */
export interface UsedFactor {
  readonly column: FactorColumn;
  /** It has effects of its own whose spread is estimated; else it is a predictor, or only declared. */
  readonly hasEffects: boolean;
}

/** What is to be asked. */
export interface ReuseQuestion {
  readonly inner: FactorColumn;
  readonly outer: FactorColumn;
  /** Levels of `inner` if it is nested: the observed combinations. */
  readonly combinations: number;
  /** Levels of `outer` that have the first few labels. */
  readonly beginnings: number;
  readonly isOneRowEach: boolean;
  /** It might as well be `outer` that is nested in `inner`. */
  readonly isEitherWay: boolean;
  /** Words say that `inner` lies in `outer`. */
  readonly isInWords: boolean;
}

/** Of the outer levels so many must begin with the first label: a few may have lost one. */
const leastBeginnings = 3 / 4;

/** A full grid with more labels than this in every group: nobody has so many of a thing in each, to the last one. */
const mostInFullGrid = 12;

/** Null where there is nothing to ask. `isOneRowEach`: no combination was observed twice. */
export function findReuse(
  first: UsedFactor,
  second: UsedFactor,
  isOneRowEach: boolean | null = null,
): ReuseQuestion | null {
  const [a, b] = [first.column, second.column];
  const counts = [first, second].map(({ column }) => countingLabels(column.levels));
  const isPossible = [first, second].some(({ hasEffects }, i) => hasEffects && counts[i] !== null);
  if (!isPossible) return null;
  const pairs = findPairs(a.codes, a.levels.length, b.codes, b.levels.length);
  const table: PairTable = { pairs, isOneRowEach: isOneRowEach ?? pairs.rows === pairs.count };
  const sides = [first, second].map(
    (used, i): Side => ({ used, counts: counts[i]!, word: wordOf(used.column, counts[i]!), isLeft: i === 0 }),
  ) as [Side, Side];
  const [one, other] = [ask(table, sides[1], sides[0]), ask(table, sides[0], sides[1])];
  if (one === null || other === null) return one ?? other;
  const preference = compareAsOuter(sides[0], sides[1]);
  return { ...(preference < 0 ? other : one), isEitherWay: preference === 0 };
}

interface PairTable {
  readonly pairs: CodePairs;
  readonly isOneRowEach: boolean;
}

interface Side {
  readonly used: UsedFactor;
  readonly counts: CountingLabels | null;
  readonly word: FactorWord | null;
  /** Its codes are the left ones of the pairs. */
  readonly isLeft: boolean;
}

/** Labels with a stem tell more than the column's name: `subj1` in a column `g`. */
function wordOf(column: FactorColumn, counts: CountingLabels | null): FactorWord | null {
  if (areConditions(column.levels)) return { kind: "condition" };
  return factorWord([counts?.stem ?? "", column.name, column.from]);
}

/** The question whether `inner` lies in `outer`, where it is one. */
function ask(table: PairTable, inner: Side, outer: Side): ReuseQuestion | null {
  const { pairs, isOneRowEach } = table;
  if (!inner.used.hasEffects || inner.counts === null) return null;
  const [inside, outside] = [inner.used.column, outer.used.column];
  const beginnings = countBeginnings(pairs, inner.counts.places, inner.isLeft, outside.levels.length);
  if (beginnings === null) return null;
  const said = readWords(inner.word, outer.word, isOneRowEach);
  if (said === "crossed" || (said === null && !outer.used.hasEffects)) return null;
  const isFull = pairs.count === inside.levels.length * outside.levels.length;
  if (said === null && isFull && inside.levels.length > mostInFullGrid) return null;
  return {
    inner: inside,
    outer: outside,
    combinations: pairs.count,
    beginnings,
    isOneRowEach,
    isEitherWay: false,
    isInWords: said === "nested",
  };
}

/** How many outer levels have the first few labels; null where they are too few, or have one label each. */
function countBeginnings(
  pairs: CodePairs,
  places: readonly number[],
  isInnerLeft: boolean,
  outerLevels: number,
): number | null {
  const largest = new Int32Array(outerLevels).fill(-1);
  const count = new Int32Array(outerLevels);
  pairs.forEach((left, right) => {
    const [level, group] = isInnerLeft ? [left, right] : [right, left];
    largest[group] = Math.max(largest[group]!, places[level]!);
    count[group]!++;
  });
  // A group has the first m labels if its last place is m - 1, and m labels occur.
  const beginnings = count.filter((n, group) => n > 0 && n === largest[group]! + 1);
  const isMany = beginnings.length >= leastBeginnings * outerLevels;
  return isMany && beginnings.filter((n) => n > 1).length > 1 ? beginnings.length : null;
}

/** What the words say, null where they say nothing. */
function readWords(
  inner: FactorWord | null,
  outer: FactorWord | null,
  isOneRowEach: boolean,
): "nested" | "crossed" | null {
  if (inner?.kind === "vessel" && outer?.kind === "condition") return "nested";
  if ([inner, outer].some((word) => word?.kind === "condition" || word?.kind === "item")) return "crossed";
  if (inner?.kind === "specimen" && (isOneRowEach || outer?.kind === "measurer")) return "crossed";
  // What happens to a person more than once is a condition or an occasion, unless it is a part of the person.
  if (outer?.kind === "person") return rankOf(inner) < outer.rank ? "nested" : "crossed";
  if (inner?.kind === "person" && (outer === null || (outer.kind === "measurer" && outer.rank < 5)))
    return "crossed";
  if (inner === null || outer === null || rankOf(inner) === rankOf(outer)) return null;
  return rankOf(inner) < rankOf(outer) ? "nested" : "crossed";
}

/** Positive where `a` is rather the outer one, negative where `b` is. */
function compareAsOuter(a: Side, b: Side): number {
  const byRank = rankOf(a.word) - rankOf(b.word);
  if (byRank !== 0) return byRank;
  // `1` is a number within something, `L1` has a name of its own.
  const [stemA, stemB] = [a, b].map(({ counts }) => counts?.stem !== "");
  return Number(stemA) - Number(stemB);
}
