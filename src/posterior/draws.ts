/**
 * Posterior draws: values of named variables by chain and draw, with what the sampler said of each transition.
 *
 * Nothing here knows a model or a sampler. What must be known of a variable to answer questions (it holds the variance of
 * factor `sample`'s intercepts) travels with the draws as data: its roles.
 */

export interface Draws {
  readonly chainCount: number;
  /** Draws per chain; every chain has as many. */
  readonly drawCount: number;
  readonly variables: readonly Variable[];
  /** Per variable, `values[v][chain * drawCount + draw]`. */
  readonly values: readonly Float64Array[];
  /** What the sampler reports; empty object where draws came without it. */
  readonly statistics: Partial<Readonly<Record<StatisticName, Float64Array>>>;
}

/** Per transition, laid out as the values are. */
export const statisticNames = [
  "logDensity",
  "acceptanceRate",
  "stepSize",
  "treeDepth",
  "leapfrogSteps",
  "divergent",
  "ending",
  "energy",
] as const;

/** One of them. */
export type StatisticName = (typeof statisticNames)[number];

export interface Variable {
  /** As in summaries: `σ_b`, `b[A]`, `u[308,days]`. */
  readonly name: string;
  /** The name without brackets, and the levels in the brackets. */
  readonly quantity: string;
  readonly levels: readonly string[];
  /** A variable that only serves the derivation of answers (a variance component), not shown in summaries. */
  readonly isHidden: boolean;
  /** A fixed number in every draw by construction (the diagonal of a correlation matrix): not judged. */
  readonly isConstant: boolean;
  /** A parameter with a density on an interval, which cannot be one number in all draws; absent where that is not known. */
  readonly isParameter?: boolean;
  /** A value of the outcome in a row that lacks it; absent of all others. */
  readonly isPrediction?: boolean;
}

/**
 * What made the draws, or what samples what is left of a model: a kind of the sampler's own ("independence", "nuts"), by which may be decided.
 * Its words are those of `report/kernel-words.ts`, or it stands for itself.
 */
export type KernelKind = string;

/** What is known of the variables beyond their names: what the answers are derived from. Plain JSON. */
export interface Roles {
  /** The outcome's name, or null where the model has none or several, or one without a single linear predictor. */
  readonly outcome: string | null;
  readonly components: readonly VarianceComponent[];
  readonly correlations: readonly CorrelationRole[];
  readonly residual: ResidualRole | null;
  readonly effects: readonly EffectsRole[];
  readonly intraclass: readonly IntraclassDefinition[];
  /** What is in the linear predictor besides group effects; null where that is no sum of few terms, absent in earlier runs. */
  readonly fixed?: FixedPart | null;
  /** The grouping factors of the components; absent in earlier runs. */
  readonly factors?: readonly GroupingFactor[];
  /**
   * Classes of values by the factors that standard deviations depend on; none where these are the same for all values, null where they
   * depend on what has too many values. Absent in earlier runs.
   */
  readonly classes?: readonly VarianceClass[] | null;
  /** What classical estimates need of the data; absent in earlier runs. */
  readonly classical?: ClassicalSums;
  /** How a binary outcome or a count is from its linear predictor; null of others, absent in earlier runs. */
  readonly observed?: ObservedScale | null;
  /** Of a model of several outcomes, the roles of each by itself; absent of others. */
  readonly outcomes?: readonly Roles[];
  /** What has no component, no share or no intraclass correlation, and why: a sentence without a full stop each. */
  readonly remarks: readonly string[];
  /** Parameters whose priors are improper, with the prior as written: reported with every summary. */
  readonly improperPriors: readonly { readonly parameter: string; readonly prior: string }[];
}

/** A factor whose levels have effects, and what the data say of it. */
export interface GroupingFactor {
  readonly group: string;
  /** Other grouping factors that each level has one level of: of a cask its batch. */
  readonly within: readonly string[];
  /** Levels with rows. */
  readonly levels: number;
}

/** Sums of the outcome by the levels of the grouping factors; or why there are none. */
export type ClassicalSums =
  | { readonly reason: string; readonly factors: null }
  | {
      readonly reason: null;
      /** In the order of `Roles.factors`. */
      readonly factors: readonly FactorSums[];
      /** Σ (y - ȳ)² over all rows. */
      readonly squares: number;
      /** Rows of each combination of the levels of all factors, if there are as many of each; else null. */
      readonly perCell: number | null;
    };

/** Of the levels with rows. */
export interface FactorSums {
  readonly group: string;
  readonly n: readonly number[];
  readonly mean: readonly number[];
  /** Σ (y - ȳ_j)², each value about the mean of its level. */
  readonly within: number;
  /** Of a level the place of the level of each factor that it is within, by the factor. */
  readonly parents: Readonly<Record<string, readonly number[]>>;
}

/** The mean of the outcome by its predictor, and its variance about that: of a trial p (1 - p), of counts with mean λ as said. */
export interface ObservedScale {
  readonly link: Exclude<RawLink, "identity">;
  /** λ; λ + λ²/parameter; (1 + parameter) λ. */
  readonly noise: "trial" | "poisson" | "overdispersion" | "excess";
  readonly parameter: string | number;
}

/** Values that have their standard deviations in common. */
export interface VarianceClass {
  /** "of method hand". */
  readonly words: string;
  /** The factors, and their levels. */
  readonly at: Readonly<Record<string, string>>;
  readonly rows: number;
  readonly residual: string | number;
  /** The variances of components that differ between classes, by their places in `components`. */
  readonly variances: Readonly<Record<string, string>>;
}

/** The roles of each outcome by itself: of a model of one, its own. */
export function rolesByOutcome(roles: Roles): readonly Roles[] {
  return roles.outcomes === undefined || roles.outcomes.length === 0 ? [roles] : roles.outcomes;
}

/** Σ_k coefficient_k x_k, what the rows know of it. */
export interface FixedPart {
  /** The variables that hold the coefficients, or numbers. */
  readonly coefficients: readonly (string | number)[];
  /** Mean of each x_k over the rows. */
  readonly means: readonly number[];
  /** Covariance of x_k and x_l over the rows, row by row of the matrix; the divisor is the number of rows. */
  readonly covariances: readonly number[];
}

/** One term of the effects of one group: "intercept" or a column of a design. */
export interface VarianceComponent {
  readonly group: string;
  readonly term: string;
  /** The variable that holds, per draw, the variance of this effect. */
  readonly variance: string;
  /** Mean over the rows of the square of the term's predictor: 1 for an intercept. */
  readonly meanSquare: number;
  /**
   * The variable that holds what the effect gives the variance of a row, averaged over the rows, where that is not the variance
   * times the mean square because the variance differs between levels; else null.
   */
  readonly contribution: string | null;
  /** What the predictor is where a column has a stated value; null where it is of several columns. Absent in earlier runs. */
  readonly at?: PredictorAt | null;
}

/** 1; a line in the column `of`; or a number for each of its values. */
export type PredictorAt =
  | { readonly kind: "one" }
  | { readonly kind: "line"; readonly of: string; readonly intercept: number; readonly slope: number }
  | { readonly kind: "values"; readonly of: string; readonly values: Readonly<Record<string, number>> };

/** The correlation between two terms of one group's effects. */
export interface CorrelationRole {
  readonly group: string;
  readonly terms: readonly [string, string];
  readonly correlation: string;
  /** Mean over the rows of the product of the two predictors. */
  readonly meanProduct: number;
}

export interface ResidualRole {
  /** The variable that holds, per draw, the residual variance (its mean over the rows where it varies); or a fixed number. */
  readonly variance: string | number;
  /** The scale that it is on, "" for that of the outcome, " on the logit scale". Absent in earlier runs. */
  readonly scale?: string;
  /** What it is, in words: "variance of y about its linear predictor", "π²/3, the variance of the standard logistic distribution". */
  readonly definition: string;
}

/**
 * An intraclass correlation: the covariance of the two values of a pair, over the root of the product of their variances. Of pairs that
 * are not all alike, covariance and variances are means over the pairs.
 */
export interface IntraclassDefinition {
  /** The grouping factor that it is called by; several are joined by `,`. */
  readonly group: string;
  /** In words: "correlation of two values of y of the same cask (and so of the same batch)". */
  readonly definition: string;
  /** Whether it is one number for pairs or values that differ: the mean covariance over the mean variance. Absent in earlier runs. */
  readonly isAveraged?: boolean;
  /** Pairs of the data that are meant; 0 where it is the share of a group in the variance of one value. */
  readonly pairs: number;
  readonly covariance: VarianceSum;
  /** The variance of the first value of a pair, and of the second; null where it is that of the first. */
  readonly first: VarianceSum;
  readonly second: VarianceSum | null;
}

/** Σ factor × variance + Σ factor × ρ τ_k τ_l. */
export interface VarianceSum {
  /** Variables that hold a variance, or fixed variances. */
  readonly variances: readonly { readonly variance: string | number; readonly factor: number }[];
  readonly covariances: readonly {
    readonly correlation: string;
    /** The variables of τ_k² and τ_l². */
    readonly variances: readonly [string, string];
    readonly factor: number;
  }[];
}

/** The effects of one term of one group, level by level. */
export interface EffectsRole {
  readonly group: string;
  readonly term: string;
  /** In the order of the levels. */
  readonly levels: readonly string[];
  readonly variables: readonly string[];
  /** Observations per level: rows, or trials of a binomial outcome (which earlier versions did not count: there, rows). */
  readonly n: readonly number[];
  /** Whether `n` counts trials; absent where it counts rows. */
  readonly countsTrials?: boolean;
  /** Mean of the outcome over the level's rows. */
  readonly rawMean: readonly number[];
  /**
   * Mean of what the effect is multiplied by over the level's rows; absent where that is 1, as of an intercept, and of runs of an earlier
   * version.
   */
  readonly meanPredictor?: readonly number[];
  /** The component's variance variable. */
  readonly variance: string;
  /**
   * Information of a level's rows on its effect per unit residual variance (Σ z², or Σ z²/se² for known standard errors,
   * then with residual variance 1); null where it is not fixed by the data.
   */
  readonly information: readonly number[] | null;
  /** The residual variance that `information` refers to: a variable, or 1. */
  readonly residualVariance: string | number | null;
  /** How the raw means tell of effects; null, or absent in earlier runs, where they are not on the scale of the predictor. */
  readonly raw?: RawScale | null;
}

/** The scales of raw means: what leads from a mean outcome to the linear predictor. */
export const rawLinks = ["identity", "log", "logit", "probit"] as const;
/** One of them. */
export type RawLink = (typeof rawLinks)[number];

/** What is taken off the raw mean of a level, on the scale of the predictor, so that the effect is left: Σ_k coefficient_k x̄_jk. */
export interface RawScale {
  readonly link: RawLink;
  readonly coefficients: readonly (string | number)[];
  /** Mean of each x_k over the rows of each level; one list for all levels where it is the same in each. */
  readonly means: readonly (readonly number[])[];
}

/** Quantiles and standard deviations by importance sampling, by the name of the variable, at `referenceProbabilities`. */
export interface Reference {
  /** How many independent draws would know them as well. */
  readonly effective: number;
  readonly quantiles: Readonly<Record<string, readonly number[]>>;
  /** Standard deviations, each with its standard error. These and the next are absent of a reference of an earlier version. */
  readonly sds?: Readonly<Record<string, readonly [sd: number, error: number]>>;
  /** Shape of the heavier tail of those variables whose tails leave no sd, or no mean, that could be told. */
  readonly heavyTails?: Readonly<Record<string, number>>;
}

/** Of the quantiles of a reference. */
export const referenceProbabilities: readonly number[] = [0.05, 0.25, 0.5, 0.75, 0.95];
