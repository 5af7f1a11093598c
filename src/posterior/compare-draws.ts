/**
 * Two sets of draws of one posterior, variable by variable: whether their means, medians and standard deviations differ by more than Monte Carlo
 * error, and whether they are so near each other that the difference does not matter.
 *
 * A difference is told from chance by its combined standard error, with the level shared by all comparisons (Bonferroni). That it is within a margin
 * is tested by two one-sided tests (Schuirmann 1987), which all have to pass, so that they need no such correction (Berger 1982, "Multiparameter
 * hypothesis testing and acceptance sampling", Technometrics 24).
 */

import { normalQuantile } from "../numeric/error-function.ts";
import type { SummaryRow } from "./summary.ts";

/** Whether two sets of draws, or of one variable, are of one posterior. */
export type ComparisonVerdict = "equivalent" | "different" | "unknown";

export interface CompareOptions {
  /** How far numbers may be apart and still be equivalent, in standard deviations of the variable. */
  readonly margin: number;
  /** The probability that draws of one and the same posterior are said to be different. */
  readonly falseAlarms: number;
}

/** A tenth of an sd, and 1 in 100. */
export const compareDefaults: CompareOptions = { margin: 0.1, falseAlarms: 0.01 };

/** Of each one-sided test that a difference is within the margin. */
const equivalenceLevel = 0.05;

/** Numbers that are compared. */
export const comparedNumbers = ["mean", "median", "sd"] as const;

/** One of them. */
export type ComparedNumber = (typeof comparedNumbers)[number];

/** The second less the first. */
export interface Difference {
  readonly difference: number;
  /** √(error² + error²) */
  readonly error: number;
  /** In standard errors, and in standard deviations of the variable. */
  readonly inErrors: number;
  readonly inSds: number;
}

export interface ComparedVariable {
  readonly variable: string;
  readonly first: SummaryRow;
  readonly second: SummaryRow;
  /** Null for a mean or sd that the tails of one do not let one know. */
  readonly differences: { readonly [Name in ComparedNumber]: Difference | null };
  readonly verdict: ComparisonVerdict;
}

export interface DrawsComparison {
  readonly verdict: ComparisonVerdict;
  readonly variables: readonly ComparedVariable[];
  readonly margin: number;
  /** Standard errors beyond which a difference is none of chance. */
  readonly critical: number;
  /** Names that only one of the two has. */
  readonly onlyInFirst: readonly string[];
  readonly onlyInSecond: readonly string[];
}

/** Compares rows of the same key, in the order of the first; `keyOf` gives what names of one variable have in common. */
export function compareDraws(
  first: readonly SummaryRow[],
  second: readonly SummaryRow[],
  keyOf: (name: string) => string,
  options: Partial<CompareOptions> = {},
): DrawsComparison {
  const { margin, falseAlarms } = { ...compareDefaults, ...options };
  const byKey = new Map(second.map((row) => [keyOf(row.variable), row]));
  const pairs = first.flatMap((row) => {
    const other = byKey.get(keyOf(row.variable));
    return other === undefined ? [] : [[row, other] as const];
  });
  const critical = normalQuantile(1 - falseAlarms / 2 / Math.max(1, comparedNumbers.length * pairs.length));
  const variables = pairs.map(([one, other]) => compareRows(one, other, margin, critical));
  const keysOfFirst = new Set(first.map(({ variable }) => keyOf(variable)));
  return {
    verdict: verdictOf(variables),
    variables,
    margin,
    critical,
    onlyInFirst: first.map(({ variable }) => variable).filter((name) => !byKey.has(keyOf(name))),
    onlyInSecond: second.map(({ variable }) => variable).filter((name) => !keysOfFirst.has(keyOf(name))),
  };
}

function verdictOf(variables: readonly ComparedVariable[]): ComparisonVerdict {
  if (variables.some(({ verdict }) => verdict === "different")) return "different";
  const isKnown = variables.length > 0 && variables.every(({ verdict }) => verdict === "equivalent");
  return isKnown ? "equivalent" : "unknown";
}

/** Of one variable in two sets of draws: the second less the first. */
export function differencesOfRows(first: SummaryRow, second: SummaryRow): ComparedVariable["differences"] {
  const scale = scaleOf(first, second);
  return {
    mean: differenceOf(first, second, "mean", scale),
    median: differenceOf(first, second, "median", scale),
    sd: differenceOf(first, second, "sd", scale),
  };
}

function compareRows(
  first: SummaryRow,
  second: SummaryRow,
  margin: number,
  critical: number,
): ComparedVariable {
  const scale = scaleOf(first, second);
  const differences = differencesOfRows(first, second);
  const told = Object.values(differences).filter((one) => one !== null);
  const isWithin = told.every((one) => isWithinMargin(one, margin, scale));
  const isDifferent = told.some(
    (one) => Math.abs(one.inErrors) > critical && !isWithinMargin(one, margin, scale),
  );
  // Errors of draws that break a rule are not what they say.
  const isTrusted = !first.breaksRule && !second.breaksRule;
  const verdict = isDifferent ? "different" : isWithin && isTrusted ? "equivalent" : "unknown";
  return { variable: first.variable, first, second, differences, verdict };
}

/** The root of the mean of the two variances; by the median absolute deviation where there is no sd. */
function scaleOf(first: SummaryRow, second: SummaryRow): number {
  const [a, b] = [first, second].map(({ sd, mad }) => (Number.isNaN(sd) ? mad : sd));
  return Math.sqrt((a! * a! + b! * b!) / 2);
}

function differenceOf(
  first: SummaryRow,
  second: SummaryRow,
  name: ComparedNumber,
  scale: number,
): Difference | null {
  const difference = second[name] - first[name];
  if (Number.isNaN(difference)) return null;
  const [a, b] = [errorOf(first, name), errorOf(second, name)];
  // As the mean of a variable has no error where it has no sd.
  if (Number.isNaN(a + b)) return null;
  const error = Math.sqrt(a * a + b * b);
  return {
    difference,
    error,
    inErrors: difference === 0 ? 0 : difference / error,
    inSds: difference === 0 ? 0 : difference / scale,
  };
}

/** What does not vary is known. */
function errorOf(row: SummaryRow, name: ComparedNumber): number {
  return row.sd === 0 ? 0 : row.errors[name];
}

function isWithinMargin({ difference, error }: Difference, margin: number, scale: number): boolean {
  return Math.abs(difference) + normalQuantile(1 - equivalenceLevel) * error <= margin * scale;
}
