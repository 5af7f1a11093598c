/**
 * What each grouping factor gives the variance of a value, draw by draw: averaged over the rows, at stated values of the columns that the
 * predictors of its effects depend on, and for each class of values that have standard deviations of their own.
 *
 * At stated values the terms k of a factor, with predictors z_k, give Σ_k τ_k² z_k² + 2 Σ_{k<l} ρ_kl τ_k τ_l z_k z_l
 * (Goldstein, Browne & Rasbash 2002, "Partitioning variation in multilevel models"); averaged over the rows it is the mean of that.
 */

import type { Draws, PredictorAt, Roles, VarianceClass, VarianceComponent } from "./draws.ts";
import { requireVariable, variableOrConstant } from "./variables.ts";

/** Values of columns: numbers, or labels of factors. */
export type StatedValues = Readonly<Record<string, string | number>>;

/** Of the values of one class, or of all. */
export interface FactorVariances {
  /** "of method hand", "at Days 5"; empty where all values are alike, or none are told apart. */
  readonly words: string;
  /** Whether predictors differ between rows and the variances are means over these. */
  readonly isAveraged: boolean;
  /** By grouping factor. */
  readonly factors: ReadonlyMap<string, Float64Array>;
  readonly residual: Float64Array;
}

/** The columns whose values may be stated, and those that predictors are in ways not told by one column. */
export function statedColumns({ components, classes }: Roles): readonly string[] {
  const ofTerms = components.flatMap(({ at }) => (at == null || at.kind === "one" ? [] : [at.of]));
  return [...new Set([...ofTerms, ...(classes ?? []).flatMap(({ at }) => Object.keys(at))])];
}

/** For each class that has the stated values; null where the residual variance is not known. */
export function factorVariances(
  draws: Draws,
  roles: Roles,
  at: StatedValues | null = null,
): FactorVariances[] | null {
  const { residual } = roles;
  if (residual === null) return null;
  const classes = (roles.classes ?? []).filter((one) => at === null || isOfClass(one, at));
  const settings: readonly (VarianceClass | null)[] = classes.length === 0 ? [null] : classes;
  return settings.map((own): FactorVariances => {
    const stated = at === null ? [] : statedWords(roles, at);
    return {
      words: [...(own === null ? [] : [own.words]), ...stated].join(", "),
      isAveraged: at === null && roles.components.some((one) => one.at?.kind !== "one"),
      factors: variancesOf(draws, roles, at, own),
      residual: variableOrConstant(draws, own?.residual ?? residual.variance),
    };
  });
}

function isOfClass({ at }: VarianceClass, stated: StatedValues): boolean {
  return Object.entries(at).every(
    ([name, label]) => !Object.hasOwn(stated, name) || String(stated[name]) === label,
  );
}

/** Those that are no condition of classes, which have their own words. */
function statedWords(roles: Roles, at: StatedValues): string[] {
  const ofClasses = new Set((roles.classes ?? []).flatMap((one) => Object.keys(one.at)));
  return Object.entries(at)
    .filter(([name]) => !ofClasses.has(name))
    .map(([name, value]) => `${typeof value === "number" ? "at" : "of"} ${name} ${value}`);
}

function variancesOf(
  draws: Draws,
  roles: Roles,
  at: StatedValues | null,
  own: VarianceClass | null,
): Map<string, Float64Array> {
  const { components, correlations } = roles;
  const sums = new Map<string, Float64Array>();
  const add = (group: string, part: (draw: number) => number): void => {
    const sum = sums.get(group) ?? new Float64Array(draws.chainCount * draws.drawCount);
    for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + part(i);
    sums.set(group, sum);
  };
  const variances = components.map((one, k) => requireVariable(draws, own?.variances[k] ?? one.variance));
  components.forEach((one, k) => {
    const { group, contribution, meanSquare } = one;
    const isOwn = own?.variances[k] !== undefined;
    const z = at === null ? null : predictorOf(one, at);
    const values = contribution !== null && !isOwn ? requireVariable(draws, contribution) : variances[k]!;
    const factor = z !== null ? z * z : contribution !== null && !isOwn ? 1 : meanSquare;
    add(group, (i) => factor * values[i]!);
  });
  for (const { group, terms, correlation, meanProduct } of correlations) {
    const [k, l] = terms.map((term) =>
      components.findIndex((one) => one.group === group && one.term === term),
    );
    const rho = requireVariable(draws, correlation);
    const factor =
      at === null ? meanProduct : predictorOf(components[k!]!, at) * predictorOf(components[l!]!, at);
    add(group, (i) => 2 * factor * rho[i]! * Math.sqrt(variances[k!]![i]! * variances[l!]![i]!));
  }
  return sums;
}

/** The predictor of a term at stated values; NaN where these do not tell it. */
function predictorOf({ at }: VarianceComponent, stated: StatedValues): number {
  return at == null ? Number.NaN : valueAt(at, stated);
}

/** NaN where a column is not stated, or has no such value. */
function valueAt(at: PredictorAt, stated: StatedValues): number {
  if (at.kind === "one") return 1;
  const value = stated[at.of];
  if (value === undefined) return Number.NaN;
  if (at.kind === "line") return at.intercept + at.slope * Number(value);
  return at.values[String(value)] ?? Number.NaN;
}
