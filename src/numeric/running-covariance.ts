/** Means and covariances over a stream of vectors. Source: Welford (1962), Technometrics 4:419, for products. */

export class RunningCovariance {
  count = 0;
  private readonly dimension: number;
  private readonly mean: Float64Array;
  private readonly deviation: Float64Array;
  /** Sums of products of deviations from the means, lower triangle, row by row. */
  private readonly products: Float64Array;

  constructor(dimension: number) {
    this.dimension = dimension;
    this.mean = new Float64Array(dimension);
    this.deviation = new Float64Array(dimension);
    this.products = new Float64Array(dimension * dimension);
  }

  reset(): void {
    this.count = 0;
    this.mean.fill(0);
    this.products.fill(0);
  }

  add(value: Float64Array): void {
    const { dimension, mean, deviation, products } = this;
    this.count++;
    for (let i = 0; i < dimension; i++) {
      // m' = m + (x - m)/n
      deviation[i] = value[i] - mean[i];
      mean[i] += deviation[i] / this.count;
    }
    for (let i = 0; i < dimension; i++) {
      // S'ᵢⱼ = Sᵢⱼ + (xᵢ - m'ᵢ)(xⱼ - mⱼ)
      const newDeviation = value[i] - mean[i];
      const row = i * dimension;
      for (let j = 0; j <= i; j++) products[row + j] += newDeviation * deviation[j];
    }
  }

  /** Unbiased (n - 1), into an n × n matrix, row by row; NaN or Infinity before the second value. */
  covariance(into: Float64Array): void {
    const { dimension, products } = this;
    for (let i = 0; i < dimension; i++) {
      for (let j = 0; j <= i; j++) {
        const value = products[i * dimension + j] / (this.count - 1);
        into[i * dimension + j] = value;
        into[j * dimension + i] = value;
      }
    }
  }
}
