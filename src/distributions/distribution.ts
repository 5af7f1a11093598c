/**
 * What a distribution is to the rest of the program: a record of texts and one function.
 *
 * A distribution declares its log density and its partial derivatives as *formulas*: arithmetic over the variate
 * `x`, its arguments by name, and names of its own `where` table. The compiler reads the formulas, so that a new
 * distribution needs no change there; the tests compare the partial derivatives with finite differences, integrate
 * the density to one, and compare `draw` with it; the reference documentation prints them.
 *
 * Formula grammar: numbers, names, `+ - * / ^`, parentheses, and calls of the functions of
 * `numeric/scalar-functions.ts` (`exp`, `log`, `gamma_ln`, `if(condition, a, b)`, …). Comparisons `< <= > >= == !=`
 * give 1 or 0. The named constants are `pi`, `half_log_two_pi` (= log(2π)/2), `log_two`, `infinity`.
 */

import type { RandomStream } from "../numeric/random-stream.ts";

/** Arithmetic as text, see the head of this file. */
export type Formula = string;

/** A bound of a support: a number (±Infinity for none) or a formula in the distribution's argument names. */
export type Bound = number | Formula;

/** An interval of the real line, or the whole numbers in it. Open at 0 where `isOpen` (an sd may not be 0). */
export interface IntervalSupport {
  readonly kind: "interval";
  readonly lower: Bound;
  readonly upper: Bound;
  /** Only whole numbers. */
  readonly isInteger?: boolean;
  /** The finite ends do not belong to the support. */
  readonly isOpen?: boolean;
}

/** Where the variate of a vector distribution lives: `counts` are whole numbers of at least 0, which only data are. */
export interface VectorSupport {
  readonly kind: "vector" | "simplex" | "ordered" | "correlation" | "counts";
}

/** Where a distribution has its mass. */
export type Support = IntervalSupport | VectorSupport;

/** (-∞, ∞) */
export const realSupport: IntervalSupport = { kind: "interval", lower: -Infinity, upper: Infinity };
/** (0, ∞) */
export const positiveSupport: IntervalSupport = { kind: "interval", lower: 0, upper: Infinity, isOpen: true };
/** [0, ∞) */
export const nonNegativeSupport: IntervalSupport = { kind: "interval", lower: 0, upper: Infinity };
/** [0, 1] */
export const unitSupport: IntervalSupport = { kind: "interval", lower: 0, upper: 1 };
/** 0, 1, 2, … */
export const countSupport: IntervalSupport = { kind: "interval", lower: 0, upper: Infinity, isInteger: true };

export interface ArgumentSpecification {
  readonly name: string;
  readonly support: IntervalSupport;
  /** What the argument is, in a few words, for the reference documentation: "standard deviation". */
  readonly description: string;
  /** The value of an argument that is not written. Without one, and without `defaultArgument`, the argument must be written. */
  readonly defaultValue?: number;
  /** The argument before it whose value it has where it is not written. */
  readonly defaultArgument?: string;
  /**
   * Of vector distributions and choices: whether the argument is one number, a vector, or a matrix. The vectors of a vector distribution
   * are as long as its variate.
   */
  readonly shape?: "scalar" | "vector" | "matrix";
  /** Of a vector: its elements are shares, as those of a Dirichlet variate are. */
  readonly sumsToOne?: true;
  /** Of a vector: each of its elements is larger than the one before. */
  readonly increases?: true;
}

interface DistributionHead {
  /** The name in a model: `student_t`. */
  readonly name: string;
  readonly arguments: readonly ArgumentSpecification[];
  /** One sentence for the reference documentation. */
  readonly description: string;
}

/** A distribution of one number. */
export interface ScalarDistribution extends DistributionHead {
  readonly kind: "scalar";
  readonly support: IntervalSupport;
  /** Where the elements have supports of their own: those that the first argument numbers from 0, all within `support`. */
  readonly supports?: readonly IntervalSupport[];
  /** Names for what several formulas share; each may use those above it. */
  readonly where?: Readonly<Record<string, Formula>>;
  /**
   * The log density (or log mass), as terms to be summed. Inside the support only: the compiler adds `-Infinity`
   * outside of it. A term that does not mention parameters is dropped, one that does not change along the rows is
   * multiplied by their number; so terms are as small as they can be.
   */
  readonly logDensity: readonly Formula[];
  /**
   * The partial derivative of the log density with respect to `x` (absent for a discrete variate) and to each
   * argument that may be a parameter, by name. An argument without one (a number of trials) must be data.
   */
  readonly partials: Readonly<Record<string, Formula>>;
  /** Names whose partial derivatives the compiler derives from the log density, where none are stated. */
  readonly derived?: readonly string[];
  /** Mean and variance where they exist, as formulas in the arguments; absent where they have none in closed form. */
  readonly mean?: Formula;
  readonly variance?: Formula;
  /**
   * The arguments that shift and stretch the variate: X = location + scale · Z, where Z has the same distribution with
   * location 0 and scale 1. What may be written non-centered.
   */
  readonly locationScale?: { readonly location: string; readonly scale: string };
  /** The arguments that shift and stretch the logarithm of the variate, which is normal: X = exp(location + scale · Z), Z standard normal. */
  readonly logLocationScale?: { readonly location: string; readonly scale: string };
  /** The argument that stretches a positive variate: X = scale · H or H / rate, where H has the same distribution with 1 for it. */
  readonly scaleArgument?: { readonly name: string; readonly isRate: boolean };
  /** log P(X ≤ x) and log P(X > x), which let the distribution be truncated with arguments that are parameters. */
  readonly logCdf?: Formula;
  readonly logSurvival?: Formula;
  /** One draw, `values` in the order of `arguments`. Absent where there is none (an improper prior). */
  readonly draw?: (stream: RandomStream, values: readonly number[]) => number;
}

/** What a vector distribution's log density is built with: the compiler's terms, or numbers, or LaTeX. */
export interface Algebra<Term> {
  constant(value: number): Term;
  /** Reads a formula, its names bound to terms. */
  formula(text: Formula, names: Readonly<Record<string, Term>>): Term;
}

/** How an element comes of the one before it: its coefficient (null for the first, which has none before it) and its sd. */
export interface ChainLink<Term> {
  readonly coefficient: Term | null;
  readonly sd: Term;
}

/** A distribution of a vector or a correlation matrix. */
export interface VectorDistribution extends DistributionHead {
  readonly kind: "vector";
  readonly support: VectorSupport;
  /**
   * Of a distribution along levels in their order: how each element comes of the one before it. `distances` has for each element
   * how far it is from the one before it, 1 where labels do not say; that of the first element means nothing.
   */
  readonly chain?: <Term>(
    algebra: Algebra<Term>,
    values: readonly (readonly Term[])[],
    distances: readonly number[],
  ) => readonly ChainLink<Term>[];
  /** Only distances that are whole numbers have a meaning. */
  readonly wantsWholeDistances?: true;
  /** Of counts: the probability that one of them is of each category. */
  readonly shares?: <Term>(algebra: Algebra<Term>, values: readonly (readonly Term[])[]) => readonly Term[];
  /** Columns of data may have it together, the elements of each row being one variate. */
  readonly ofColumns?: true;
  /**
   * The log density as terms to be summed. `x` is the variate: its K elements, or for a correlation matrix the K×K
   * elements of its lower Cholesky factor, row by row (the density is then that of the factor, with respect to its
   * free elements below the diagonal). `values` are the arguments in order, each a scalar (one
   * element), a vector (K elements) or a matrix (the K×K Cholesky factor of a correlation matrix, row by row).
   */
  readonly logDensity: <Term>(
    algebra: Algebra<Term>,
    x: readonly Term[],
    values: readonly (readonly Term[])[],
    distances?: readonly number[],
  ) => readonly Term[];
  /**
   * One draw: K elements (for a correlation matrix the K×K elements of its lower Cholesky factor). Of counts, `values` ends with their
   * sum, which is given.
   */
  readonly draw?: (
    stream: RandomStream,
    values: readonly (readonly number[])[],
    size: number,
    distances?: readonly number[],
  ) => number[];
}

/**
 * A distribution whose variate is a whole number, data, chosen by a vector among its arguments (`categorical_logit`,
 * `ordered_logistic`). Of its arguments one has the shape of a vector, any others are scalars.
 */
export interface ChoiceDistribution extends DistributionHead {
  readonly kind: "choice";
  /** What the vector has one number for: each category, or each gap between a category and the next, of which there is one less. */
  readonly categories: "items" | "gaps";
  readonly support: IntervalSupport;
  /**
   * Terms of the log mass; `x` is the chosen category, from 1, as a term that compares equal to whole constants. Each of `values` is
   * a scalar (one element) or the vector.
   */
  readonly logDensity: <Term>(
    algebra: Algebra<Term>,
    x: Term,
    values: readonly (readonly Term[])[],
  ) => readonly Term[];
  readonly draw?: (stream: RandomStream, values: readonly (readonly number[])[]) => number;
}

export type Distribution = ScalarDistribution | VectorDistribution | ChoiceDistribution;

/** Whether a variate is a function of its arguments and of a variate without any, so that a parameter may be written non-centered. */
export function canBeNoncentered(distribution: Distribution): boolean {
  if (distribution.kind === "choice") return false;
  if (distribution.kind === "vector")
    return distribution.name === "multi_normal" || distribution.chain !== undefined;
  const { locationScale, logLocationScale, scaleArgument } = distribution;
  return (locationScale ?? logLocationScale ?? scaleArgument) !== undefined;
}

/** Whether an argument may depend on parameters. */
export function mayBeParameter({ partials, derived }: ScalarDistribution, argument: string): boolean {
  return Object.hasOwn(partials, argument) || derived?.includes(argument) === true;
}

/** Whether it can be truncated with arguments that are parameters. */
export function hasCumulative({ logCdf, logSurvival }: ScalarDistribution): boolean {
  return logCdf !== undefined && logSurvival !== undefined;
}

/** How many categories a choice is among whose vector has this length. */
export function categoryCount({ categories }: ChoiceDistribution, length: number): number {
  return categories === "gaps" ? length + 1 : length;
}

/** The place among the arguments of a choice of the vector that it is by. */
export function vectorPosition({ arguments: list }: ChoiceDistribution): number {
  return list.findIndex(({ shape }) => shape === "vector");
}

/** Whether its values are 0 and 1. */
export function isBinary({ support }: Distribution): boolean {
  return (
    support.kind === "interval" && support.isInteger === true && support.lower === 0 && support.upper === 1
  );
}
