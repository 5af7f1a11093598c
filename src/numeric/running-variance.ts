/**
 * Mean and variance of each coordinate over a stream of vectors. Source: Welford (1962), Technometrics 4:419. By hand for speed, as
 * every transition of warm-up calls it: @stdlib's accumulators, one for each coordinate, take 6 times as long.
 */

export class RunningVariance {
  count = 0;
  readonly mean: Float64Array;
  /** Sums of squared deviations from the mean. */
  private readonly squares: Float64Array;

  constructor(dimension: number) {
    this.mean = new Float64Array(dimension);
    this.squares = new Float64Array(dimension);
  }

  reset(): void {
    this.count = 0;
    this.mean.fill(0);
    this.squares.fill(0);
  }

  add(value: Float64Array): void {
    this.count++;
    for (let i = 0; i < value.length; i++) {
      // m' = m + (x - m)/n;  S' = S + (x - m)(x - m')
      const deviation = value[i] - this.mean[i];
      this.mean[i] += deviation / this.count;
      this.squares[i] += deviation * (value[i] - this.mean[i]);
    }
  }

  /** Unbiased (n - 1); NaN or Infinity before the second value. */
  variance(index: number): number {
    return this.squares[index] / (this.count - 1);
  }
}
