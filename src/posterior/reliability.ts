/**
 * Reliability: how well values, or means of several, tell the levels of a factor apart; and the errors of measurement.
 *
 * For a factor that is measured, the target, the variance of a value has three parts: U, that of the target and of the factors that it is
 * within; R, that of factors crossed with it, the raters, whose effects all targets share; and E, that of what is left: factors
 * within the target, and the residual. Of a mean of k values that differ in all but the target, R and E are divided by k. Then
 *   agreement    (U) / (U + R/k + E/k), ICC(A,k) of McGraw & Wong (1996), ICC(2,k) of Shrout & Fleiss (1979),
 *   consistency  (U) / (U + E/k), ICC(C,k) and ICC(3,k): raters who differ by a constant agree,
 *   and without raters both are U / (U + E/k), ICC(k) and ICC(1,k).
 * The standard error of measurement is the root of R + E for agreement, and of E for consistency; two values of one target differ by less than
 * 1.96 √2 of it with probability 0.95: the smallest detectable change (de Vet et al. 2006), which is the repeatability coefficient
 * of Bland & Altman (1999) where the raters are the same, and the reproducibility coefficient where they differ.
 */

import type { Draws, GroupingFactor, Roles } from "./draws.ts";
import { defaultProb, type Estimate, estimate } from "./estimate.ts";
import { fixedVariance } from "./fixed-part.ts";
import { estimateVariance } from "./infinite-variance.ts";
import { type IntervalNames, intervalNames } from "./quantile.ts";
import { type FactorVariances, factorVariances, type StatedValues } from "./variance-at.ts";

/** What is asked. */
export interface ReliabilityOptions {
  /** Probability of the intervals, 0.9 if not given. */
  readonly prob?: number;
  /** Of a mean of so many values, too. */
  readonly meanOf?: number;
  /** Values of columns that the variance of a value depends on; the mean over the rows if left out. */
  readonly at?: StatedValues;
}

/** Correlations and errors of measurement for each factor. */
export interface ReliabilityTable extends IntervalNames {
  readonly rows: readonly ReliabilityRow[];
  readonly errors: readonly MeasurementError[];
  readonly remarks: readonly string[];
}

/** What of a value counts as error. */
export type ReliabilityKind = "agreement" | "consistency" | "one_way" | "adjusted" | "unadjusted";

export interface ReliabilityRow extends Estimate {
  readonly group: string;
  /** The values that are meant: "of method hand", "at Days 5"; empty for all. */
  readonly values: string;
  readonly kind: ReliabilityKind;
  /** The values in a mean. */
  readonly measurements: number;
  /** As McGraw & Wong name it, and as Shrout & Fleiss do; null where they have no name. */
  readonly mcGrawWong: string | null;
  readonly shroutFleiss: string | null;
  /** In words, with its formula. */
  readonly definition: string;
}

/** In the unit of the outcome. */
export interface MeasurementError {
  readonly group: string;
  readonly values: string;
  readonly kind: ReliabilityKind;
  readonly measurements: number;
  /** What is in it, in words. */
  readonly definition: string;
  readonly sem: Estimate;
  /** 1.96 √2 sem */
  readonly smallestChange: Estimate;
}

/** Two values differ by less than this many standard errors of measurement with probability 0.95: 1.96 √2. */
const detectable = 1.96 * Math.SQRT2;

/** Without rows where the residual variance is not known, or of a run whose factors are not. */
export function reliabilityTable(
  draws: Draws,
  roles: Roles,
  options: ReliabilityOptions = {},
): ReliabilityTable {
  const { prob = defaultProb, meanOf, at } = options;
  const settings = factorVariances(draws, roles, at ?? null);
  const counts = meanOf === undefined || meanOf === 1 ? [1] : [1, meanOf];
  const maker = new RowMaker(draws, roles, prob);
  const factors = roles.factors ?? [];
  for (const factor of factors)
    for (const setting of settings ?? []) for (const count of counts) maker.add(factor, setting, count);
  return {
    ...intervalNames(prob),
    rows: maker.rows,
    errors: maker.errors,
    remarks: remarksOf(roles, settings),
  };
}

function remarksOf(roles: Roles, settings: readonly FactorVariances[] | null): string[] {
  if (roles.factors === undefined)
    return ["the run was made by an earlier version, which did not tell factors apart; fit the model again"];
  if (settings === null || roles.residual === null) return [...roles.remarks];
  const { scale, variance } = roles.residual;
  const remarks: string[] = [];
  if (scale !== "" || typeof variance === "number")
    remarks.push(
      `no errors of measurement: the variances are${scale ?? " on the scale of the predictor"}, and not in the unit of ${roles.outcome}`,
    );
  if (settings.some(({ isAveraged }) => isAveraged))
    remarks.push(
      "variances are means over the rows, as predictors of effects differ; `--at NAME=VALUE` states them",
    );
  if (roles.classes === null)
    remarks.push(
      "standard deviations differ between rows by what has many values, and their variances are means over the rows",
    );
  return remarks;
}

class RowMaker {
  readonly rows: ReliabilityRow[] = [];
  readonly errors: MeasurementError[] = [];
  private readonly draws: Draws;
  private readonly roles: Roles;
  private readonly prob: number;
  /** The variance that the fixed part gives the rows; null where it is not known or gives none. */
  private readonly fixed: Float64Array | null;

  constructor(draws: Draws, roles: Roles, prob: number) {
    this.draws = draws;
    this.roles = roles;
    this.prob = prob;
    const fixed = fixedVariance(draws, roles);
    this.fixed = fixed?.some((value) => value > 0) ? fixed : null;
  }

  add(target: GroupingFactor, setting: FactorVariances, k: number): void {
    const { factors = [] } = this.roles;
    const names = factors.map(({ group }) => group).filter((group) => setting.factors.has(group));
    const own = names.filter((group) => group === target.group || target.within.includes(group));
    const inner = names.filter((group) =>
      factors.some((one) => one.group === group && one.within.includes(target.group) && !own.includes(group)),
    );
    const raters = names.filter((group) => !own.includes(group) && !inner.includes(group));
    const sum = (groups: readonly string[]): Float64Array => this.sum(groups, setting);
    const parts: Parts = {
      universe: sum(own),
      raters: sum(raters),
      error: add(sum(inner), setting.residual),
      words: { universe: own, raters, error: [...inner, "residual"] },
    };
    const place = { group: target.group, values: setting.words, measurements: k };
    if (raters.length > 0) {
      this.push(place, "agreement", parts, [`ICC(A,${k})`, `ICC(2,${k})`]);
      this.push(place, "consistency", parts, [`ICC(C,${k})`, `ICC(3,${k})`]);
    } else if (this.fixed === null) {
      this.push(place, "one_way", parts, [k === 1 ? "ICC(1)" : `ICC(${k})`, `ICC(1,${k})`]);
    } else {
      this.push(place, "adjusted", parts, [null, null]);
      if (k === 1) this.push(place, "unadjusted", { ...parts, fixed: this.fixed }, [null, null]);
    }
  }

  private push(
    place: Pick<ReliabilityRow, "group" | "values" | "measurements">,
    kind: ReliabilityKind,
    parts: Parts,
    [mcGrawWong, shroutFleiss]: readonly [string | null, string | null],
  ): void {
    const { universe, raters, error, words, fixed } = parts;
    const k = place.measurements;
    const hasRaters = kind === "agreement";
    const noise = (hasRaters ? add(raters, error) : error).map((value) => value / k);
    const { chainCount } = this.draws;
    // U / (U + noise); of the unadjusted one the fixed part is in the denominator.
    const ratio = universe.map((value, i) => value / (value + noise[i]! + (fixed?.[i] ?? 0)));
    const inNoise = [...(hasRaters ? words.raters : []), ...words.error];
    const names = mcGrawWong === null ? "" : `, ${mcGrawWong} or ${shroutFleiss}`;
    this.rows.push({
      ...place,
      ...estimate(ratio, chainCount, this.prob),
      kind,
      mcGrawWong,
      shroutFleiss,
      definition: `${kindWords[kind]} of ${measured(k)}${kind === "adjusted" ? " beside the fixed effects" : ""}${names}: ${formula(words.universe, inNoise, k, fixed !== undefined)}`,
    });
    const isInUnit = this.roles.residual?.scale === "" && typeof this.roles.residual.variance === "string";
    if (!isInUnit || kind === "unadjusted") return;
    const sem = noise.map(Math.sqrt);
    this.errors.push({
      ...place,
      kind,
      definition: `root of ${inNoise.length === 1 ? inNoise[0] : `the sum of ${inNoise.join(", ")}`}${k === 1 ? "" : `, over ${k}`}`,
      sem: estimateVariance(sem, chainCount, this.prob),
      smallestChange: estimateVariance(
        sem.map((value) => detectable * value),
        chainCount,
        this.prob,
      ),
    });
  }

  private sum(groups: readonly string[], { factors }: FactorVariances): Float64Array {
    const zero = new Float64Array(this.draws.chainCount * this.draws.drawCount);
    return groups.reduce<Float64Array>((sum, group) => add(sum, factors.get(group)!), zero);
  }
}

interface Parts {
  readonly universe: Float64Array;
  readonly raters: Float64Array;
  readonly error: Float64Array;
  readonly fixed?: Float64Array;
  readonly words: {
    readonly universe: readonly string[];
    readonly raters: readonly string[];
    readonly error: readonly string[];
  };
}

const kindWords: Readonly<Record<ReliabilityKind, string>> = {
  agreement: "agreement",
  consistency: "consistency",
  one_way: "reliability",
  adjusted: "reliability",
  unadjusted: "unadjusted ICC",
};

function measured(k: number): string {
  return k === 1 ? "single values" : `means of ${k} values`;
}

/** "sample / (sample + (plate + residual) / 3)" */
function formula(
  universe: readonly string[],
  noise: readonly string[],
  k: number,
  hasFixed: boolean,
): string {
  const own = universe.join(" + ");
  const top = universe.length > 1 ? `(${own})` : own;
  const rest = noise.join(" + ");
  const divided = k === 1 ? rest : noise.length > 1 ? `(${rest}) / ${k}` : `${rest} / ${k}`;
  return `${top} / (${own} + ${divided}${hasFixed ? " + fixed part" : ""})`;
}

function add(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + b[i]!);
}
