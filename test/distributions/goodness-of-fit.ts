/** Statistical agreement with two levels: what happens once in a thousand is said, what never happens fails. */

/** Standard normal quantiles of 1 - 10⁻³ and 1 - 3·10⁻⁷. */
const alert = 3.09;
const failure = 5;

/** Judges a deviation in standard errors. Returns a complaint, or null. */
export function judge(title: string, deviation: number): string | null {
  if (!(Math.abs(deviation) < failure)) {
    return `${title}: ${deviation.toFixed(2)} standard errors`;
  }
  if (Math.abs(deviation) > alert) {
    console.warn(`alert: ${title}: ${deviation.toFixed(2)} standard errors`);
  }
  return null;
}

/**
 * Pearson's chi-square statistic as a standard normal deviate (Wilson & Hilferty 1931). Bins in which fewer than five
 * are expected are added to the next.
 */
export function chiSquareDeviate(observed: readonly number[], probabilities: readonly number[]): number {
  const total = observed.reduce((sum, count) => sum + count, 0);
  let statistic = 0;
  let bins = 0;
  let waiting = { observed: 0, expected: 0 };
  const close = () => {
    statistic += (waiting.observed - waiting.expected) ** 2 / waiting.expected;
    bins++;
    waiting = { observed: 0, expected: 0 };
  };
  observed.forEach((count, i) => {
    waiting.observed += count;
    waiting.expected += total * probabilities[i]!;
    if (waiting.expected >= 5 && total - waiting.expected > 0) {
      close();
    }
  });
  if (waiting.expected > 0) {
    close();
  }
  const df = bins - 1;
  if (df < 1) {
    return 0;
  }
  return (Math.cbrt(statistic / df) - (1 - 2 / (9 * df))) / Math.sqrt(2 / (9 * df));
}

/** Counts of draws in the bins (-∞, e₀], (e₀, e₁], …, (eₙ, ∞) of sorted edges. */
export function countBins(draws: readonly number[], edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const draw of draws) {
    const bin = edges.findIndex((edge) => draw <= edge);
    const index = bin === -1 ? edges.length : bin;
    counts[index] = counts[index]! + 1;
  }
  return counts;
}

/** Distinct edges between equal shares of a pilot sample. */
export function pilotEdges(pilot: readonly number[], bins: number): number[] {
  const sorted = [...pilot].sort((a, b) => a - b);
  const edges = Array.from(
    { length: bins - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bins)]!,
  );
  return [...new Set(edges)];
}
