/**
 * The marginal density of one factor in closed form, as sums of terms that are all positive, so that no digits are lost at any ratio of
 * variances: y_ij ~ N(β + b_j, (σ w_ij)²), b_j ~ N(0, τ²), β ~ N(m, s²) or flat. With the precisions a_ij = 1/(σ w_ij)² and
 * q_j = 1/(1/Σ_i a_ij + τ²), and with every mean a weighted one,
 *
 *     log p = ½ Σ log a_ij - N/2 log 2π - ½ Σ log(1 + τ² Σ_i a_ij)
 *           - ½ Σ a_ij (y_ij - ȳ_j)² - ½ Σ q_j (ȳ_j - β̂)² - ½ log Q + …
 *
 * Source: Searle, Casella & McCulloch (1992), Variance Components, section 3.7.
 */

export interface OneWayRow {
  readonly y: number;
  readonly group: number;
  /** What σ is multiplied by. */
  readonly weight?: number;
}

export interface OneWayValues {
  readonly σ: number;
  readonly τ: number;
  /** Null for a flat prior. */
  readonly prior: { readonly mean: number; readonly sd: number } | null;
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** log p(y | σ, τ), with b and β integrated out. */
export function oneWayLogDensity(rows: readonly OneWayRow[], { σ, τ, prior }: OneWayValues): number {
  const groups = new Map<number, OneWayRow[]>();
  for (const row of rows) {
    const group = groups.get(row.group);
    if (group === undefined) groups.set(row.group, [row]);
    else group.push(row);
  }
  const terms: number[] = [];
  const means: Weighted[] = [];
  for (const group of groups.values()) {
    const values = group.map(({ y, weight = 1 }) => ({
      value: y,
      precision: 1 / (σ * weight) / (σ * weight),
    }));
    const own = weightedMean(values);
    for (const { precision } of values) terms.push(0.5 * Math.log(precision) - halfLogTwoPi);
    terms.push(-0.5 * Math.log1p(τ * τ * own.precision), -0.5 * own.squares);
    means.push({ value: own.value, precision: 1 / (1 / own.precision + τ * τ) });
  }
  if (prior === null) terms.push(halfLogTwoPi);
  else {
    means.push({ value: prior.mean, precision: 1 / prior.sd / prior.sd });
    terms.push(-Math.log(prior.sd));
  }
  const all = weightedMean(means);
  terms.push(-0.5 * Math.log(all.precision), -0.5 * all.squares);
  return sumOf(terms);
}

interface Weighted {
  readonly value: number;
  readonly precision: number;
}

/** The mean of values with its precision, and Σ precision · (value - mean)². */
function weightedMean(values: readonly Weighted[]): Weighted & { readonly squares: number } {
  const precision = sumOf(values.map((one) => one.precision));
  // A second pass takes away what rounding left.
  let value = values[0]!.value;
  for (let pass = 0; pass < 2; pass++) {
    const centre = value;
    value += sumOf(values.map((one) => (one.precision / precision) * (one.value - centre)));
  }
  const squares = sumOf(values.map((one) => one.precision * (one.value - value) ** 2));
  return { value, precision, squares };
}

/** Halves are added up by themselves, so that rounding errors grow with the logarithm of the number of terms only. */
function sumOf(terms: readonly number[], start = 0, end = terms.length): number {
  if (end - start <= 8) {
    let sum = 0;
    for (let i = start; i < end; i++) sum += terms[i]!;
    return sum;
  }
  const middle = Math.floor((start + end) / 2);
  return sumOf(terms, start, middle) + sumOf(terms, middle, end);
}
