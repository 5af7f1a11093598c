/** Which designs are looked at: a grid of groups and replicates, levels as they are written, or what a budget allows. */

import type { CheckedModel } from "../../language/checked-model.ts";
import { listed } from "../../problems/make-problem.ts";
import { nearestName } from "../../problems/nearest-name.ts";
import type { Problem } from "../../problems/problem.ts";
import { readNumbers } from "../../text/numbers-by-name.ts";
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
  /** What a study may cost, with the costs of a group and of a replicate. */
  readonly budget?: number;
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
    if (column === null && /^replicates?$/i.test(name)) replicates = count;
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
  const { budget, costGroup, costReplicate } = request;
  if (budget !== undefined && (costGroup === undefined || costReplicate === undefined))
    return noDesignAffordable(
      "a budget says nothing without the costs of a group and of a replicate",
      "state them, 0 where there are none: `--budget 1000 --cost-group 50 --cost-replicate 5`",
    );
  const found = written.length > 0 ? ofLevels(rules, request, written, usual) : ofGrid(rules, request, usual);
  if ("code" in found) return found;
  if (found.length > mostDesigns) return tooManyDesigns("designs", found.length, mostDesigns);
  const large = Math.max(...found.map((one) => countRows(rules, one)));
  if (large > mostRows) return tooManyDesigns("rows of a study", large, mostRows);
  const costed = found.map((one) => ({ ...one, cost: costOf(rules, one, request) }));
  const affordable = costed.filter(({ cost }) => budget === undefined || cost! <= budget);
  if (affordable.length > 0) return affordable;
  const least = Math.min(...costed.map(({ cost }) => cost!));
  return noDesignAffordable(
    `the least of these designs costs ${Number(least.toPrecision(6))}, which is more than the budget of ${budget}`,
    "raise the budget, or ask for fewer groups or replicates",
  );
}

function costOf(
  rules: LayoutRules,
  design: DesignCounts,
  { costGroup, costReplicate }: DesignRequest,
): number | null {
  if (costGroup === undefined && costReplicate === undefined) return null;
  const groups = design.counts[0] ?? 0;
  return groups * (costGroup ?? 0) + countRows(rules, design) * (costReplicate ?? 0);
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
): readonly DesignCounts[] | Problem {
  const hasGroups = rules.factors.length > 0;
  const [groups, replicates] = [listOf(request.groups), listOf(request.replicates)];
  if (request.budget !== undefined && (groups === null || replicates === null))
    return ofBudget(rules, request, usual);
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
  { groups, replicates, budget = 0, costGroup = 0, costReplicate = 0 }: DesignRequest,
  { combinations }: UsualDesign,
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

function listOf(numbers: number | readonly number[] | undefined): readonly number[] | null {
  return numbers === undefined ? null : typeof numbers === "number" ? [numbers] : numbers;
}
