/** Two measurements of each of many groups, and how strongly the second goes with the first as groups are added. */

import { createRandomStream } from "../../numeric/random-stream.ts";
import { RunningCovariance } from "../../numeric/running-covariance.ts";

export interface PairsRequest {
  readonly seed: number;
  readonly count: number;
  /** Standard deviation of the means of groups, and of measurements about these. */
  readonly between: number;
  readonly within: number;
}

export interface PairsAnswer {
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** Correlations of the first so many pairs: of 3, 4, … and of all. */
  readonly counts: readonly number[];
  readonly correlations: readonly number[];
}

/** Steps from one of the counts to the next grow by this share. */
const growth = 0.04;
const leastCount = 3;

/** More groups go on from those that there were; other standard deviations stretch the same groups. */
export async function pairsOperation({ seed, count, between, within }: PairsRequest): Promise<PairsAnswer> {
  const stream = createRandomStream(seed, 0);
  const first = new Float64Array(count);
  const second = new Float64Array(count);
  const running = new RunningCovariance(2);
  const moments = new Float64Array(4);
  const counts: number[] = [];
  const correlations: number[] = [];
  let next = leastCount;
  for (let i = 0; i < count; i++) {
    const mean = between * stream.normal();
    first[i] = mean + within * stream.normal();
    second[i] = mean + within * stream.normal();
    running.add(Float64Array.of(first[i]!, second[i]!));
    const made = i + 1;
    if (made < next && !(made === count && made >= leastCount)) continue;
    next = Math.max(made + 1, Math.round(made * (1 + growth)));
    running.covariance(moments);
    counts.push(made);
    correlations.push(moments[1]! / Math.sqrt(moments[0]! * moments[3]!));
  }
  return { first, second, counts, correlations };
}
