/** The latest draws with the gradients at them, up to a capacity; the oldest make room. */

export class DrawHistory {
  private readonly capacity: number;
  private readonly draws: Float64Array[] = [];
  private readonly gradients: Float64Array[] = [];
  /** Where the next goes once the history is full. */
  private next = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** Copies both; allocates until the history is full. */
  add(draw: Float64Array, gradient: Float64Array): void {
    if (this.draws.length < this.capacity) {
      this.draws.push(draw.slice());
      this.gradients.push(gradient.slice());
      return;
    }
    this.draws[this.next].set(draw);
    this.gradients[this.next].set(gradient);
    this.next = (this.next + 1) % this.capacity;
  }

  /** The latest `count` draws, or all if there are fewer, in any order; they are the history's own. */
  latestDraws(count: number): Float64Array[] {
    return this.latest(this.draws, count);
  }

  /** The gradients at `latestDraws(count)`, in the same order. */
  latestGradients(count: number): Float64Array[] {
    return this.latest(this.gradients, count);
  }

  private latest(vectors: readonly Float64Array[], count: number): Float64Array[] {
    const length = Math.min(count, vectors.length);
    const first = this.next + vectors.length - length;
    return Array.from({ length }, (_, k) => vectors[(first + k) % vectors.length]);
  }
}
