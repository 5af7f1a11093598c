/** The two standard deviations, and what follows from them when they are known. */

export interface Spread {
  readonly between: number;
  readonly within: number;
}

/** σ_b² / (σ_b² + σ²) */
export function shareBetween({ between, within }: Spread): number {
  return (between * between) / (between * between + within * within);
}

/** What a study may cost. */
export interface Costs {
  readonly budget: number;
  readonly group: number;
  readonly replicate: number;
}

/** A study that uses the budget up. */
export interface Affordable {
  readonly replicates: number;
  readonly groups: number;
  /** Of the mean β, with a flat prior: √((σ_b² + σ²/k) / n). */
  readonly sd: number;
}

/** With 1 … `most` measurements of each group; without those of fewer than one group. */
export function affordable({ between, within }: Spread, costs: Costs, most: number): Affordable[] {
  return Array.from({ length: most }, (_, i) => {
    const replicates = i + 1;
    const groups = Math.floor(costs.budget / (costs.group + replicates * costs.replicate));
    const sd = Math.sqrt((between * between + (within * within) / replicates) / groups);
    return { replicates, groups, sd };
  }).filter(({ groups }) => groups >= 1);
}

/** Where the sd of the mean is least; the first where several are alike. */
export function bestOf(studies: readonly Affordable[]): Affordable | null {
  return studies.reduce<Affordable | null>(
    (best, one) => (best === null || one.sd < best.sd ? one : best),
    null,
  );
}
