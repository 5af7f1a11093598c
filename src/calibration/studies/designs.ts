/** Which designs are looked at: a grid of groups and replicates, levels as they are written, or what a budget allows. */

import type { CheckedModel } from "../../language/checked-model.ts";
import { listed } from "../../problems/make-problem.ts";
import { nearestName } from "../../problems/nearest-name.ts";
import type { Problem } from "../../problems/problem.ts";
import { readNumbers } from "../../text/numbers-by-name.ts";
import { type Costs, costOf, isReplicate, readCosts } from "./costs.ts";
import { columnNamed } from "./factors.ts";
import { countRows, type DesignCounts, type LayoutRules } from "./layout.ts";
import { columnNotLaid, layoutNotRead, noDesignAffordable, tooManyDesigns } from "./problems.ts";

/** What designs are asked for. */
export interface DesignRequest {
  /** How many groups a study has: one number, or several that are compared. */
  readonly groups?: number | readonly number[];
  /** Rows of each group, or of each innermost level. */
  readonly replicates?: number | readonly number[];
  /** Designs of several factors, each as `"batch = 10, cask = 3, replicate = 2"`: so many casks in each batch. */
  readonly levels?: readonly string[];
  /** What a study may cost, with the costs of a level of each factor and of a replicate, `{ batch: 50, cask: 10, replicate: 5 }`; or of a group and a replicate. */
  readonly budget?: number;
  readonly cost?: Readonly<Record<string, number | readonly number[]>>;
  readonly costGroup?: number;
  readonly costReplicate?: number;
}

/** Levels as they are written. */
export interface LevelsWords {
  /** By the names of columns. */
  readonly counts: ReadonlyMap<string, number>;
  readonly replicates: number | null;
}

/** So many designs are compared, of so many rows each. */
const mostDesigns = 60;
const mostRows = 200_000;
/** Replicates that a budget is tried with, where none are said. */
const usualReplicates = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128];
/** Levels of each inner factor, and replicates, that a budget is tried with for two factors, and for more. */
const usualOfTwo = [1, 2, 3, 4];
const usualOfMany = [1, 2, 4];
/** With fewer groups a budget says nothing of how groups differ. */
const fewestGroups = 2;

/** `batch = 10, cask = 3, replicate = 2`. */
export function readLevels(checked: CheckedModel, text: string): LevelsWords | Problem {
  const wanted = "a number for each factor, `NAME = NUMBER, …`, from 1";
  const numbers = readNumbers(text);
  if (numbers === null || [...numbers.values()].some((count) => !Number.isSafeInteger(count) || count < 1))
    return layoutNotRead("levels", text, wanted);
  const counts = new Map<string, number>();
  let replicates: number | null = null;
  for (const [name, count] of numbers) {
    const column = columnNamed(checked, name);
    if (column === null && isReplicate(name)) replicates = count;
    else if (column?.type === "factor") counts.set(column.name, count);
    else {
      const factors = checked.columns.filter(({ type }) => type === "factor").map((one) => one.name);
      const known = [...factors, "replicate"];
      return columnNotLaid(
        name,
        "is no factor of the model, which could have levels",
        nearestName(name, known),
        known,
      );
    }
  }
  return { counts, replicates };
}

/** A design and what it costs. */
export interface CostedDesign extends DesignCounts {
  readonly cost: number | null;
}

/** What is known where nothing is said: groups of the data, and rows of each; null where there are none. */
export interface UsualDesign {
  readonly groups: number | null;
  readonly hasRows: boolean;
  /** Replicates that have each combination of stated values once; null where no values are stated. */
  readonly combinations: number | null;
}

/** The designs, in the order in which they were asked for; a budget leaves out those that cost more. */
export function chooseDesigns(
  rules: LayoutRules,
  request: DesignRequest,
  written: readonly LevelsWords[],
  usual: UsualDesign,
): readonly CostedDesign[] | Problem {
  const { budget } = request;
  const costs = readCosts(rules, request);
  if (costs !== null && "code" in costs) return costs;
  const isOpen = rules.factors.some(({ name }) => !written.every(({ counts }) => counts.has(name)));
  const isTree = budget !== undefined && rules.factors.length > 1;
  const found =
    isTree && (written.length === 0 || isOpen)
      ? ofTree(rules, { written, budget, costs: costs!, replicates: listOf(request.replicates) }, usual)
      : written.length > 0
        ? ofLevels(rules, request, written, usual)
        : ofGrid(rules, request, usual, costs);
  if ("code" in found) return found;
  if (found.length > mostDesigns) return tooManyDesigns("designs", found.length, mostDesigns);
  const large = Math.max(...found.map((one) => countRows(rules, one)));
  if (large > mostRows) return tooManyDesigns("rows of a study", large, mostRows);
  const costed = found.map((one) => ({ ...one, cost: costs && costOf(rules, one, costs) }));
  const affordable = costed.filter(({ cost }) => budget === undefined || cost! <= budget);
  if (affordable.length > 0) return affordable;
  const least = Math.min(...costed.map(({ cost }) => cost!));
  return noDesignAffordable(
    `the least of these designs costs ${Number(least.toPrecision(6))}, which is more than the budget of ${budget}`,
    "raise the budget, or ask for fewer groups or replicates",
  );
}

function ofLevels(
  { factors }: LayoutRules,
  { replicates }: DesignRequest,
  written: readonly LevelsWords[],
  { hasRows, combinations }: UsualDesign,
): readonly DesignCounts[] | Problem {
  const designs: DesignCounts[] = [];
  for (const one of written) {
    const missing = factors.filter(({ name }) => !one.counts.has(name)).map(({ name }) => name);
    if (missing.length > 0)
      return columnNotLaid(missing[0]!, "has levels in one of the designs, and none in another", null, [
        `--levels "${factors.map(({ name }) => `${name} = 3`).join(", ")}"`,
      ]);
    const counts = factors.map(({ name }) => one.counts.get(name)!);
    const wanted = one.replicates === null ? listOf(replicates) : [one.replicates];
    const otherwise = combinations ?? (hasRows && factors.length === 1 ? null : 1);
    for (const own of wanted ?? [otherwise]) designs.push({ counts, replicates: own });
  }
  return designs;
}

function ofGrid(
  rules: LayoutRules,
  request: DesignRequest,
  usual: UsualDesign,
  costs: Costs | null,
): readonly DesignCounts[] | Problem {
  const hasGroups = rules.factors.length > 0;
  const [groups, replicates] = [listOf(request.groups), listOf(request.replicates)];
  if (request.budget !== undefined && (groups === null || replicates === null))
    return ofBudget(rules, request, usual, costs!);
  const ownGroups = !hasGroups ? [null] : (groups ?? severalTimes(usual.groups));
  const ownReplicates =
    replicates ?? (usual.combinations !== null ? [usual.combinations] : usual.hasRows ? [null] : null);
  const missing = [ownGroups === null ? "groups" : [], ownReplicates === null ? "replicates" : []].flat();
  if (ownGroups === null || ownReplicates === null)
    return noDesignAffordable(
      `nothing says how many ${missing.join(" and ")} a study has`,
      `state them: ${listed(missing.map((name) => `--${name} ${name === "groups" ? "6,12,24" : "2,4,8"}`))}, or what the study may cost`,
    );
  return ownGroups.flatMap((count) =>
    ownReplicates.map((own) => ({ counts: count === null ? [] : [count], replicates: own })),
  );
}

/** As many groups as there are, and twice and four times as many. */
function severalTimes(groups: number | null): readonly number[] | null {
  return groups === null ? null : [groups, 2 * groups, 4 * groups];
}

/** The largest designs that a budget allows: for each number of replicates the groups, or for each number of groups the replicates. */
function ofBudget(
  rules: LayoutRules,
  { groups, replicates, budget = 0 }: DesignRequest,
  { combinations }: UsualDesign,
  { levels: [costGroup = 0], row: costReplicate }: Costs,
): readonly DesignCounts[] | Problem {
  if (costGroup === 0 && costReplicate === 0)
    return noDesignAffordable(
      "where groups and replicates cost nothing a budget allows any design",
      "say which designs are compared: `--groups 6,12,24 --replicates 2,4,8`",
    );
  const most = (cost: number, left: number): number => (cost > 0 ? Math.floor(left / cost + 1e-9) : 0);
  const hasGroups = rules.factors.length > 0;
  const designs = (listOf(groups) ?? (hasGroups ? [] : [1])).map((count) => {
    const own = most(costReplicate * count, budget - (hasGroups ? costGroup * count : 0));
    return { counts: hasGroups ? [count] : [], replicates: own };
  });
  const tried = listOf(replicates) ?? (combinations === null ? usualReplicates : [combinations]);
  if (hasGroups && groups === undefined)
    for (const own of tried)
      designs.push({ counts: [most(costGroup + costReplicate * own, budget)], replicates: own });
  const least = groups === undefined && hasGroups ? fewestGroups : 1;
  const possible = designs.filter((one) => (one.counts[0] ?? 1) >= least && one.replicates >= 1);
  if (possible.length > 0) return possible;
  return noDesignAffordable(
    `the budget of ${budget} allows no study of ${fewestGroups} groups`,
    "raise it, or ask for fewer replicates with `--replicates`",
  );
}

/** What is tried of several factors within a budget. */
interface TreeRequest {
  readonly written: readonly LevelsWords[];
  readonly budget: number;
  readonly costs: Costs;
  readonly replicates: readonly number[] | null;
}

/** The largest designs of several factors that a budget allows: as many levels of the outermost as there can be, with so many of the others. */
function ofTree(
  rules: LayoutRules,
  { written, budget, costs, replicates }: TreeRequest,
  { combinations }: UsualDesign,
): readonly DesignCounts[] | Problem {
  const { factors } = rules;
  const usual = factors.length > 2 ? usualOfMany : usualOfTwo;
  const designs: DesignCounts[] = [];
  for (const one of written.length === 0
    ? [{ counts: new Map<string, number>(), replicates: null }]
    : written) {
    const inner = factors.slice(1).map(({ name }) => {
      const count = one.counts.get(name);
      return count === undefined ? usual : [count];
    });
    const own =
      one.replicates === null
        ? (replicates ?? (combinations === null ? usual : [combinations]))
        : [one.replicates];
    const outermost = one.counts.get(factors[0]!.name);
    for (const [count, ...others] of combine([own, ...inner])) {
      const most = outermost ?? affordable(rules, budget, costs, { counts: others, replicates: count! });
      if (most >= (outermost === undefined ? fewestGroups : 1))
        designs.push({ counts: [most, ...others], replicates: count! });
    }
  }
  if (designs.length > 0) return designs;
  return noDesignAffordable(
    `the budget of ${budget} allows no study of ${fewestGroups} levels of \`${factors[0]!.name}\``,
    "raise it, or ask for fewer replicates with `--replicates`",
  );
}

/** How many levels of the outermost factor a budget allows: costs grow by the same with each. */
function affordable(rules: LayoutRules, budget: number, costs: Costs, inner: DesignCounts): number {
  const of = (outermost: number): number =>
    costOf(rules, { counts: [outermost, ...inner.counts], replicates: inner.replicates }, costs);
  const each = of(2) - of(1);
  return each > 0 ? Math.floor((budget - of(1)) / each + 1 + 1e-9) : 0;
}

/** All ways to take one of each list, the last changing fastest. */
function combine(lists: readonly (readonly number[])[]): number[][] {
  return lists.reduce<number[][]>(
    (known, list) => known.flatMap((one) => list.map((own) => [...one, own])),
    [[]],
  );
}

function listOf(numbers: number | readonly number[] | undefined): readonly number[] | null {
  return numbers === undefined ? null : typeof numbers === "number" ? [numbers] : numbers;
}
