/** Which rows of an outcome are separated, in words: a column, cells of factors, or a combination of predictors. */

import { isBinary } from "../../distributions/distribution.ts";
import { baseOf, namesInFormula, outcomeName } from "../../language/parts.ts";
import type { BoundColumn } from "../../model/bound-model.ts";
import { variableName } from "../../predictor/hidden-variable.ts";
import type { Forms } from "./forms.ts";
import type { Separation } from "./separation.ts";

/** Cells that are named. */
const mostCells = 3;

/** "`y` is 1 in all 12 rows …", without a full stop. */
export function describeSeparatedRows(forms: Forms, separation: Separation): string {
  const { likelihood, gains } = separation;
  const rows = Array.from(gains.keys()).filter((row) => gains[row]! > 0);
  if (likelihood.columns.length > 1) {
    const names = outcomeName(likelihood.columns);
    return `a combination of predictors parts the counts of \`${names}\`, in ${rows.length} of ${gains.length} rows strictly and in the others not at all`;
  }
  const [first] = rows as [number];
  const word = outcomeWord(forms, separation, first);
  const isSame = rows.every((row) => outcomeWord(forms, separation, row) === word);
  if (isSame && rows.length === gains.length) return `\`${likelihood.column}\` is ${word} in every row`;
  return (
    (isSame ? byColumn(forms, separation, rows, word) : null) ??
    byCells(forms, separation, rows) ??
    `a combination of predictors parts the values of \`${likelihood.column}\`, in ${rows.length} of ${gains.length} rows strictly and in the others not at all`
  );
}

function outcomeWord(forms: Forms, { likelihood }: Separation, row: number): string {
  const { values, levels } = forms.model.columns.get(likelihood.column)!;
  const value = values[row]!;
  // The labels of a binary outcome are numbered from 0, those of a choice from 1.
  const first = isBinary(baseOf(likelihood.distribution).distribution) ? 0 : 1;
  if (levels !== null) return `\`${levels[value - first]}\``;
  const isBinomial =
    likelihood.distribution.kind === "scalar" && /^binomial/.test(likelihood.distribution.distribution.name);
  return isBinomial && value > 0 ? "all of its trials" : String(value);
}

/** One coefficient that is in these rows only. */
function byColumn(
  forms: Forms,
  { likelihood, direction }: Separation,
  rows: readonly number[],
  word: string,
): string | null {
  const [only, ...others] = direction;
  if (only === undefined || others.length > 0) return null;
  const { parameter, element } = only;
  const { axes } = forms.model.domains.ofPlates(parameter.plates);
  if (axes.length !== 1) return null;
  const [{ plate, labels }] = axes as [(typeof axes)[number]];
  const label = labels[element]!;
  const isDesign = forms.model.checked.plates.get(plate)?.kind === "design";
  const all = rows.length === 1 ? "the one row" : `all ${rows.length} rows`;
  const where = isDesign
    ? `with column \`${label}\` of the design \`${plate}\` other than 0`
    : `with \`${variableName(parameter.name, [label])}\``;
  return `\`${likelihood.column}\` is ${word} in ${all} ${where}`;
}

/** Cells of the factors of the coefficients' designs and plates. */
function byCells(forms: Forms, separation: Separation, rows: readonly number[]): string | null {
  const factors = factorsOf(forms, separation);
  if (factors.length === 0) return null;
  const { gains, likelihood } = separation;
  const keyOf = (row: number): string => factors.map((one) => one.values[row]!).join();
  const separatedKeys = new Map<string, number>();
  for (const row of rows) if (!separatedKeys.has(keyOf(row))) separatedKeys.set(keyOf(row), row);
  const cells = [...separatedKeys].map(([key, first]) => {
    const own = Array.from(gains.keys()).filter((row) => keyOf(row) === key);
    const word = outcomeWord(forms, separation, first);
    return { first, own, word, isWhole: own.every((row) => outcomeWord(forms, separation, row) === word) };
  });
  if (!cells.every(({ isWhole }) => isWhole)) return null;
  const names = factors.map(({ name }) => `\`${name}\``).join(", ");
  const texts = cells.slice(0, mostCells).map(({ first, own, word }) => {
    const labels = factors.map((one) => one.levels![one.values[first]! - 1]).join(", ");
    return `${word} in ${own.length === 1 ? "the one row" : `all ${own.length} rows`} of (${labels})`;
  });
  const more = cells.length > mostCells ? ` and so on in ${cells.length - mostCells} more cells` : "";
  return `by ${names} \`${likelihood.column}\` is ${texts.join(", ")}${more}`;
}

function factorsOf(forms: Forms, { direction, likelihood }: Separation): BoundColumn[] {
  const { model } = forms;
  const names = new Set<string>();
  for (const { parameter } of direction) {
    for (const plate of parameter.plates) {
      const known = model.checked.plates.get(plate);
      if (known?.kind === "design") for (const name of namesInFormula(known.formula)) names.add(name);
      if (known?.kind === "factor") names.add(plate);
      if (known?.kind === "combination") for (const name of known.factors) names.add(name);
    }
  }
  const context = forms.contextOf(likelihood);
  const columns = [...names].flatMap((name) => model.columns.get(name) ?? []);
  const isFactor = ({ levels, domain }: BoundColumn): boolean => levels !== null && domain === context;
  return columns.length === names.size && columns.every(isFactor) ? columns : [];
}
