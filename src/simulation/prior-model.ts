/**
 * What priors say of data before any are seen: data sets are drawn from them, parameters and outcomes, and numbers of these sets stand beside
 * those of the data. The data are a scale to compare with, and change nothing of what is drawn.
 */

import { failOf, type ReadSetting } from "../api/bind-data.ts";
import type { Model } from "../api/model.ts";
import type { BoundColumn, BoundModel } from "../model/bound-model.ts";
import { isBinaryOutcome } from "../model/two-labels.ts";
import { createRandomStream } from "../numeric/random-stream.ts";
import {
  type DataStatistic,
  dataStatistics,
  shareWhere,
  type ValueGroups,
} from "../posterior/data-statistics.ts";
import type { Draws, Roles } from "../posterior/draws.ts";
import { judgePrior, type PriorVerdict, placeAmong } from "../posterior/prior-verdict.ts";
import { farApart, spreadOf } from "../prediction/prior-scale.ts";
import { GenerativeModel } from "../prediction/simulate.ts";
import { deriveRoles } from "../predictor/roles.ts";
import type { Problem } from "../problems/problem.ts";
import { badOption } from "../run/problems.ts";
import { bindLayout } from "./layout.ts";
import { findSettingFaults, type PriorOptions, simulationDefaults } from "./settings.ts";

/** A number of data sets. */
export interface PriorStatistic {
  /** `mean`, `sd_between(batch)`, `share(yes)`. */
  readonly name: string;
  /** In words, with the factor or the label: "sd of batch means". */
  readonly words: string;
  /** One for each data set, but of single outcomes: any of them. NaN where a set has none. */
  readonly values: Float64Array;
  /** That of the data; null where there are none to compare with. */
  readonly observed: number | null;
  /** The share of `values` below that of the data; null without. */
  readonly below: number | null;
}

/** What priors say of an outcome. */
export interface PriorOutcome {
  readonly name: string;
  readonly rows: number;
  readonly statistics: readonly PriorStatistic[];
  /** Null where nothing was observed, and of labels. */
  readonly verdict: PriorVerdict | null;
  /** Values of the data; null where nothing was observed. */
  readonly observed: Float64Array | null;
  /** Some data sets, `[set][row]`: for pictures. */
  readonly sets: readonly Float64Array[];
}

/** What priors say. */
export interface PriorPredictive {
  readonly draws: number;
  readonly seed: number;
  readonly outcomes: readonly PriorOutcome[];
  /** Draws of parameters and of what the model defines from the priors: one chain. */
  readonly parameters: Draws;
  readonly roles: Roles;
  /** Data sets that had outcomes which are not finite, and were drawn anew. */
  readonly rejected: number;
  /** Warnings of model and data. */
  readonly problems: readonly Problem[];
}

/** Numbers that are kept of single outcomes, and data sets for pictures, of all sets together. */
const mostSingle = 1e6;
const mostSets = 200;
const mostKept = 5e6;
/** Factors whose groups are looked at, and labels whose shares are. */
const mostFactors = 4;
const mostLabels = 12;

/** Throws a `ProblemError` if model, data or options are at fault, or if nothing can be drawn from a prior. */
export async function priorOfModel(
  model: Model,
  options: PriorOptions,
  setting: ReadSetting,
): Promise<PriorPredictive> {
  const fail = failOf(model);
  const { draws = simulationDefaults.draws, seed = simulationDefaults.seed } = options;
  const faults = findSettingFaults({ draws, seed });
  if (faults.length > 0) fail(faults.map(badOption));
  const { bound, standIns, problems: warnings } = await bindLayout(model, options, setting, true);
  const { generative, problems } = GenerativeModel.of(bound, { hasHidden: true });
  if (generative === null) return fail(problems);
  const collectors = generative.outcomeNames.map(
    (name) => new OutcomeCollector(bound, name, draws, !standIns.has(name)),
  );
  const values = generative.variables.map(() => new Float64Array(draws));
  const stream = createRandomStream(seed, 1);
  let rejected = 0;
  for (let set = 0; set < draws; set++) {
    const { simulation, problem } = generative.simulate(stream);
    if (simulation === null) return fail([problem]);
    rejected += simulation.rejected;
    simulation.draw.forEach((value, v) => {
      values[v]![set] = value;
    });
    for (const one of collectors) one.take(simulation.outcomes.get(one.name)!, set);
  }
  const parameters = {
    chainCount: 1,
    drawCount: draws,
    variables: generative.variables,
    values,
    statistics: {},
  };
  const outcomes = collectors.map((one) => one.finish());
  return { draws, seed, outcomes, parameters, roles: deriveRoles(bound).roles, rejected, problems: warnings };
}

/** A number, and what it is of. */
interface Measured {
  readonly name: string;
  readonly words: string;
  readonly of: (values: Float64Array) => number;
  readonly values: Float64Array;
}

class OutcomeCollector {
  readonly name: string;
  private readonly column: BoundColumn;
  private readonly observed: Float64Array | null;
  private readonly measured: readonly Measured[];
  private readonly spreads: Float64Array;
  private readonly single: number[] = [];
  private readonly sets: Float64Array[] = [];
  private readonly step: number;
  private readonly setCount: number;

  constructor(model: BoundModel, name: string, draws: number, isObserved: boolean) {
    this.name = name;
    this.column = model.columns.get(name)!;
    const seen = this.column.values.filter((value) => !Number.isNaN(value));
    this.observed = isObserved && seen.length === this.column.values.length ? seen : null;
    const numbers = measures(model, this.column, this.observed);
    this.measured = numbers.map((one) => ({ ...one, values: new Float64Array(draws) }));
    this.spreads = new Float64Array(draws);
    const rows = Math.max(1, this.column.domain.size);
    this.step = Math.max(1, Math.ceil((rows * draws) / mostSingle));
    this.setCount = Math.min(mostSets, draws, Math.ceil(mostKept / rows));
  }

  take(values: Float64Array, set: number): void {
    this.measured.forEach((one) => {
      one.values[set] = one.of(values);
    });
    this.spreads[set] = spreadOf(values);
    // Of many rows others in each set.
    for (let i = set % this.step; i < values.length; i += this.step) this.single.push(values[i]!);
    if (set < this.setCount) this.sets.push(values);
  }

  finish(): PriorOutcome {
    const { name, column, observed, measured, sets } = this;
    const labels = column.levels;
    const single: PriorStatistic[] =
      labels === null
        ? [
            {
              name: "single",
              words: "single outcome",
              values: Float64Array.from(this.single),
              observed: null,
              below: null,
            },
          ]
        : [];
    const statistics = measured.map(({ name: own, words, of, values }): PriorStatistic => {
      const number = observed === null ? null : of(observed);
      const known = values.filter((value) => !Number.isNaN(value));
      const below = number === null || Number.isNaN(number) ? null : placeAmong(known, number);
      return { name: own, words, values, observed: number, below };
    });
    const verdict = observed === null || labels !== null ? null : this.judge(observed);
    return {
      name,
      rows: column.domain.size,
      statistics: [...single, ...statistics],
      verdict,
      observed,
      sets,
    };
  }

  private judge(observed: Float64Array): PriorVerdict {
    const of = (name: string): Measured => this.measured.find((one) => one.name === name)!;
    const [sd, mean] = [of("sd"), of("mean")];
    const own = { spread: spreadOf(observed), sd: sd.of(observed), mean: mean.of(observed) };
    return judgePrior({ spreads: this.spreads, sds: sd.values, means: mean.values }, own, farApart);
  }
}

/** The numbers of an outcome: shares of its labels, or statistics of its values and of its groups. */
function measures(
  model: BoundModel,
  column: BoundColumn,
  observed: Float64Array | null,
): Omit<Measured, "values">[] {
  const { levels } = column;
  if (levels !== null) {
    const first = isBinaryOutcome(model.checked, column.name) ? 0 : 1;
    return levels.slice(0, mostLabels).map((label, i) => ({
      name: `share(${label})`,
      words: `share of ${label}`,
      of: (values) => shareWhere(values, (value) => value === i + first),
    }));
  }
  const groups = groupsOf(model, column);
  return [
    ...dataStatistics.flatMap((one) =>
      one.isOfGroups
        ? groups.map((group) => ofFactor(one, group))
        : hasUse(one, model, column)
          ? [ofAll(one)]
          : [],
    ),
    ...(observed === null ? [] : [beyond(observed)]),
  ];
}

const ofAll = ({ name, words, of }: DataStatistic): Omit<Measured, "values"> => ({
  name,
  words,
  of: (values) => of(values, null),
});

interface NamedGroups extends ValueGroups {
  readonly factor: string;
}

function ofFactor({ name, words, of }: DataStatistic, groups: NamedGroups): Omit<Measured, "values"> {
  const { factor } = groups;
  return {
    name: `${name}(${factor})`,
    words: words.replace(/groups?/, factor),
    of: (values) => of(values, groups),
  };
}

/** Outside of what the data have. */
function beyond(observed: Float64Array): Omit<Measured, "values"> {
  const [least, largest] = [Math.min, Math.max].map((choose) => observed.reduce((a, b) => choose(a, b)));
  return {
    name: "beyond",
    words: "share beyond the data",
    of: (values) => shareWhere(values, (value) => value < least! || value > largest!),
  };
}

/** Zeros are of whole numbers. */
function hasUse({ name }: DataStatistic, model: BoundModel, column: BoundColumn): boolean {
  return name !== "zeros" || model.checked.columns.find((one) => one.name === column.name)?.type === "int";
}

/** Factors of the rows with several levels that have several rows. */
function groupsOf({ checked, domains }: BoundModel, { domain }: BoundColumn): NamedGroups[] {
  if (domain !== domains.rows) return [];
  const found = [...checked.plates.values()].flatMap((plate): NamedGroups[] => {
    if (plate.kind !== "factor" && plate.kind !== "combination") return [];
    const map = domains.mapTo(domains.rows, [plate.name]);
    if (map === null || map.to.size < 2 || map.to.size >= domain.size) return [];
    return [{ factor: plate.name, codes: map.indices, count: map.to.size }];
  });
  return found.slice(0, mostFactors);
}
