/** Every message of labels: those that begin anew in other groups, that look alike, or that are missed (HP0440–HP0449). */

import { inFile, problem, warning } from "../problems/make-problem.ts";
import { nearestName } from "../problems/nearest-name.ts";
import type { AlikeLabels } from "./alike-labels.ts";
import { atRow, plural, quote, quoteList, type TableSource } from "./problems.ts";
import type { FactorColumn } from "./table.ts";

/** A question: are labels that occur in several levels of `outer` one level each? */
export interface ReusedLabels {
  readonly inner: string;
  readonly outer: string;
  readonly labels: readonly string[];
  /** Levels of `outer` that have the first of the labels, and how many there are. */
  readonly beginnings: number;
  readonly outerLevels: number;
  /** Levels of `inner` if it is nested. */
  readonly combinations: number;
  /** A label and two levels of `outer` that have it. */
  readonly example: readonly [label: string, one: string, other: string];
  /** The effects of `inner`, where those of a nested one could not be told from the residual: one row each. */
  readonly inseparable: readonly string[];
  readonly isEitherWay: boolean;
}

/** `isOfFormula`: the model was written for a formula, whose words the remedy has. */
export const labelsReused = (reuse: ReusedLabels, file: string, isOfFormula = false) => {
  const { inner, outer, labels, combinations, example, inseparable } = reuse;
  const [label, one, other] = example.map(quote);
  const groups = reuse.beginnings === reuse.outerLevels ? "each of the" : `${reuse.beginnings} of the`;
  const indistinct =
    inseparable.length > 0
      ? `; each level then has one row, so that the spread of ${quoteList(inseparable)} cannot be told from the residual, and a model without ${quote(inner)} says the same`
      : "";
  const turned = reuse.isEitherWay
    ? `; if it is ${quote(outer)} that is numbered within ${quote(inner)}, write ${quote(`${outer}: factor in ${inner}`)}`
    : "";
  return warning("HP0440", inFile(file, null, inner), [
    `the labels ${quoteList(labels, 3)} of ${quote(inner)} begin anew in ${groups} ${reuse.outerLevels} levels of ${quote(outer)}: is ${label} of ${one} the same as ${label} of ${other}? taken as the same, they are ${labels.length} levels`,
    isOfFormula
      ? `if they are two, write ${quote(`(1 | ${outer}/${inner})`)} for the effects of both, or ${quote(`(1 | ${outer}:${inner})`)} for those of ${quote(inner)} (${combinations} levels)${indistinct}; if they are one, the model is as you mean it`
      : `if they are two, write ${quote(`${inner}: factor in ${outer}`)} (${combinations} levels)${indistinct}; if they are one, write ${quote(`${inner}: factor across ${outer}`)} (${labels.length} levels as now, and this is not asked again)${turned}`,
  ]);
};

export const labelsAlike = (
  column: string,
  { labels, difference, others }: AlikeLabels,
  source: TableSource,
) => {
  const counted = labels.slice(0, 4).map(({ label, rows }) => `${quote(label)} (${plural(rows, "row")})`);
  const more = labels.length > counted.length ? ` and ${labels.length - counted.length} more` : "";
  const listed =
    more === "" ? `${counted.slice(0, -1).join(", ")} and ${counted.at(-1)}` : `${counted.join(", ")}${more}`;
  return warning("HP0446", atRow(source, null, column), [
    `the labels ${listed} differ only in ${difference}, and are ${labels.length} levels${others > 0 ? `; so are ${others} more labels of this column` : ""}`,
    "write them in one way if they are one level; if not, nothing is to be done",
  ]);
};

export const referenceUnknown = (
  { name, from, levels }: FactorColumn,
  reference: string,
  source: TableSource,
) => {
  const nearest = nearestName(reference, levels);
  return problem("HP0447", atRow(source, null, from), [
    `expected ${quote(reference)} among the levels of ${quote(name)}, as it is declared its reference, but there are ${quoteList(levels)}`,
    nearest === null
      ? `write ${quote(`reference "${levels[0] ?? ""}"`)}, or another of these labels, as the table has them`
      : `did you mean ${quote(nearest)}?`,
  ]);
};

/** `row`: the first line of a file that has it. Of rows that were read in pieces neither is known, nor their number. */
export const labelUndeclared = (
  { name, from, levels }: FactorColumn,
  order: readonly string[],
  label: string,
  rows: number | null,
  row: number | null,
  source: TableSource,
) => {
  const nearest = nearestName(label, order);
  const others = levels.length - order.length - 1;
  return problem("HP0448", atRow(source, row, from), [
    `${quote(label)} is not among the levels of ${quote(name)}, which are declared to be ${quoteList(order)}${rows === null ? "" : `; it stands in ${plural(rows, "row")}`}${others > 0 ? `, and ${plural(others, "more label")} of this column ${others === 1 ? "is" : "are"} not among them` : ""}`,
    nearest === null
      ? "add it to the list at its place, or correct the table"
      : `did you mean ${quote(nearest)}? If not, add ${quote(label)} to the list at its place`,
  ]);
};

export const labelsUnused = ({ name, from }: FactorColumn, unused: readonly string[], source: TableSource) =>
  warning("HP0449", atRow(source, null, from), [
    `no row has ${quoteList(unused)}, which ${unused.length === 1 ? "is" : "are"} declared to be ${unused.length === 1 ? "a level" : "levels"} of ${quote(name)}, and ${unused.length === 1 ? "stays one" : "stay so"} without data`,
    `nothing is to be done if ${unused.length === 1 ? "it" : "they"} could have occurred; if not, leave ${unused.length === 1 ? "it" : "them"} out of the list`,
  ]);
