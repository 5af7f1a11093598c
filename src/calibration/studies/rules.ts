/** What the designs of a study have in common: which factors are laid out, which predictors are stated, and which are copied from data. */

import type { MemoryValue } from "../../data/from-memory.ts";
import type { CheckedModel, Column } from "../../language/checked-model.ts";
import { nearestName } from "../../problems/nearest-name.ts";
import type { Problem } from "../../problems/problem.ts";
import { type DesignRequest, type LevelsWords, readLevels, type UsualDesign } from "./designs.ts";
import { columnNamed, groupingFactors, isWithin, type LaidFactor, relateLaid } from "./factors.ts";
import type { LaidColumn, LayoutRules } from "./layout.ts";
import { readValues } from "./layout-words.ts";
import { standingValues } from "./outcome-values.ts";
import { type DataPattern, RowPattern } from "./pattern.ts";
import {
  columnNotLaid,
  groupsUnclear,
  innerNotLaid,
  layoutNotRead,
  notLaidOut,
  predictorsNotLaid,
} from "./problems.ts";

/** What is laid out, and how predictors are. */
export interface LayoutRequest extends DesignRequest {
  /** Predictors of groups, by turns: `"treatment = A, B"`, `"dose = 0, 1, 2 per cask"`. */
  readonly between?: readonly string[];
  /** Predictors of the rows of a group, by turns: `"days = 0..9"`. */
  readonly within?: readonly string[];
}

/** Rules, and what designs are made of. */
export interface MadeRules {
  readonly rules: LayoutRules;
  readonly written: readonly LevelsWords[];
  readonly usual: UsualDesign;
}

/** The problem says why studies cannot be laid out so. */
export function makeRules(
  checked: CheckedModel,
  request: LayoutRequest,
  data: DataPattern | null,
): MadeRules | Problem {
  const written = (request.levels ?? []).map((text) => readLevels(checked, text));
  const stated = readStated(checked, request);
  const wrong = [...written, ...stated].find((one): one is Problem => "code" in one);
  if (wrong !== undefined) return wrong;
  // Problems were found above.
  const levels = written as readonly LevelsWords[];
  const words = stated as readonly StatedColumn[];
  const names = findLaid(checked, request, levels, words);
  if ("code" in names) return names;
  const factors = relateLaid(checked, names, data?.tables ?? null);
  const obstacle = findObstacle(checked, factors, words, data);
  if (obstacle !== null) return obstacle;
  const columns = placeStated(words, factors, checked);
  if ("code" in columns) return columns;
  const by = factors[0]?.name ?? null;
  const pattern = data === null ? null : new RowPattern(checked, data, by);
  const outcomes = standingValues(checked, pattern);
  if ("code" in outcomes) return outcomes;
  const taken = new Set([...names, ...outcomes.keys(), ...words.map(({ column }) => column.name)]);
  const copied = checked.columns.filter(({ name }) => !taken.has(name));
  const isCopying = pattern !== null && factors.length <= 1;
  if (copied.length > 0 && !isCopying)
    return predictorsNotLaid(
      copied.map(({ name }) => name),
      pattern !== null,
    );
  const within = columns.filter(({ per }) => per === null);
  const combinations =
    within.length === 0 ? null : within.reduce((product, { values }) => product * values.length, 1);
  const usual: UsualDesign = {
    groups: pattern === null || factors.length !== 1 ? null : pattern.groups.length,
    hasRows: isCopying,
    combinations,
  };
  return { rules: { checked, factors, columns, outcomes, pattern, copied }, written: levels, usual };
}

/** A column and its values as they were written. */
interface StatedColumn {
  readonly column: Column;
  readonly values: readonly MemoryValue[];
  readonly isBetween: boolean;
  readonly per: string | null;
}

function readStated(
  checked: CheckedModel,
  { between = [], within = [] }: LayoutRequest,
): (StatedColumn | Problem)[] {
  const seen = new Set<string>();
  const read = (text: string, isBetween: boolean): StatedColumn | Problem => {
    const found = readOne(checked, text, isBetween);
    if ("code" in found) return found;
    const { name } = found.column;
    if (seen.has(name)) return columnNotLaid(name, "is stated twice", null, []);
    seen.add(name);
    return found;
  };
  return [...between.map((text) => read(text, true)), ...within.map((text) => read(text, false))];
}

function readOne(checked: CheckedModel, text: string, isBetween: boolean): StatedColumn | Problem {
  const flag = isBetween ? "between" : "within";
  const words = readValues(text);
  if (words === null)
    return layoutNotRead(flag, text, "a column and its values, `NAME = VALUE, …` or `NAME = 0..9`");
  const column = columnNamed(checked, words.column);
  const outcomes = new Set(
    checked.statements.flatMap((one) => (one.kind === "likelihood" ? one.columns : [])),
  );
  const known = checked.columns.map(({ name }) => name).filter((name) => !outcomes.has(name));
  if (column === null)
    return columnNotLaid(words.column, "is no column of the model", nearestName(words.column, known), known);
  if (outcomes.has(column.name))
    return columnNotLaid(column.name, "is an outcome, which is simulated", null, known);
  if (words.per !== null && !isBetween)
    return layoutNotRead(flag, text, "values for the rows of each group, so that `per` has no place in it");
  const values = words.values.map((value): MemoryValue => (column.type === "factor" ? value : Number(value)));
  const isOf = (value: MemoryValue): boolean =>
    typeof value !== "number" ||
    (Number.isFinite(value) && (column.type !== "int" || Number.isInteger(value)));
  if (!values.every(isOf))
    return layoutNotRead(
      flag,
      text,
      `${column.type === "int" ? "whole numbers" : "numbers"} for \`${column.name}\``,
    );
  return { column, values, isBetween, per: words.per };
}

/** The names of the factors that are laid out. */
function findLaid(
  checked: CheckedModel,
  { groups, budget }: LayoutRequest,
  written: readonly LevelsWords[],
  stated: readonly StatedColumn[],
): readonly string[] | Problem {
  const isStated = (name: string): boolean => stated.some(({ column }) => column.name === name);
  const twice = written.flatMap(({ counts }) => [...counts.keys()]).find(isStated);
  if (twice !== undefined)
    return columnNotLaid(twice, "has both a number of levels and stated ones", null, []);
  const factors = groupingFactors(checked).filter((name) => !isStated(name));
  const named = written.flatMap(({ counts }) => [...counts.keys()]);
  // Within a budget those that have no number of levels get one.
  const isOpen = budget !== undefined && groups === undefined;
  if (named.length > 0) return [...new Set([...named, ...(isOpen ? factors : [])])];
  if (isOpen && factors.length > 1) return factors;
  if (factors.length > 1 || (factors.length === 0 && groups !== undefined)) return groupsUnclear(factors);
  return factors;
}

/** What new levels of these factors cannot have. */
function findObstacle(
  checked: CheckedModel,
  laid: readonly LaidFactor[],
  stated: readonly StatedColumn[],
  data: DataPattern | null,
): Problem | null {
  const isLaid = (name: string): boolean => laid.some((one) => one.name === name);
  for (const plate of checked.plates.values())
    if (plate.kind === "pool" && plate.columns.some(isLaid))
      return notLaidOut(
        `\`${plate.name}\` has the levels of several columns, which no numbers of levels lay out`,
        `simulate it for a table that has its rows: \`hyperprior calibrate MODEL --data FILE.csv\``,
      );
  for (const { name, plate, span } of checked.matrices.values())
    if (isLaid(plate))
      return notLaidOut(
        `\`${name}\` is known for the levels of \`${plate}\` that there are, and new ones are not in it`,
        `lay out other factors, or leave \`${name}\` out of the model`,
        span,
      );
  for (const inner of groupingFactors(checked)) {
    if (isLaid(inner) || stated.some(({ column }) => column.name === inner)) continue;
    const outer = laid.find(({ name }) => isWithin(checked, inner, name, data?.tables ?? null));
    if (outer !== undefined) return innerNotLaid(inner, outer.name);
  }
  return null;
}

/** Each with the unit that has a value, columns of the same unit combined in all ways, the first changing fastest. */
function placeStated(
  stated: readonly StatedColumn[],
  factors: readonly LaidFactor[],
  checked: CheckedModel,
): readonly LaidColumn[] | Problem {
  const strides = new Map<string | null, number>();
  const placed: LaidColumn[] = [];
  const isLaid = (name: string): boolean => factors.some((one) => one.name === name);
  for (const { column, values, isBetween, per: written } of stated) {
    const named = written === null ? column.per : (columnNamed(checked, written)?.name ?? written);
    if (written !== null && !isLaid(named!)) {
      const known = factors.map(({ name }) => name);
      return columnNotLaid(written, "is no factor that is laid out", nearestName(written, known), known);
    }
    const usual = named !== null && isLaid(named) ? named : (factors[0]?.name ?? null);
    if (isBetween && usual === null)
      return columnNotLaid(
        column.name,
        "would differ between groups, but there are none: state it by `--within`",
        null,
        [],
      );
    const per = isBetween ? usual : null;
    const stride = strides.get(per) ?? 1;
    strides.set(per, stride * values.length);
    placed.push({ column, values, stride, per });
  }
  return placed;
}
