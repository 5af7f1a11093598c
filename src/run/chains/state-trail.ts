/**
 * Where a chain has been: some of its states, so that it can go on from one that is not after a given draw. Chains of a run that is
 * stopped have different lengths and are cut to the same one; what was cut off is made again, from the last state before the cut.
 */

/** A state between two draws. Plain data. */
export interface ChainSnapshot {
  /** Draws that were made before it, those made again included. */
  readonly draws: number;
  /** As in `ChainState`. */
  readonly position: readonly number[];
  /** The state of the chain's random numbers, as `restoreRandomStream` takes it. */
  readonly randomState: Uint32Array;
}

/** The latest are all kept: chains that are stopped together have nearly the same length. */
const mostRecent = 8;
/** Of the others so many, as far apart as it takes: little is made again of a chain that is far ahead. */
const mostSparse = 24;

export class StateTrail {
  private recent: ChainSnapshot[] = [];
  /** Of those before the recent ones every `stride`-th, beginning with the first. */
  private sparse: ChainSnapshot[] = [];
  private stride = 1;
  private passed = 0;

  /** In the order of their draws. */
  add(snapshot: ChainSnapshot): void {
    const last = this.recent.at(-1);
    if (last !== undefined && last.draws >= snapshot.draws) return;
    this.recent.push(snapshot);
    if (this.recent.length <= mostRecent) return;
    const oldest = this.recent.shift()!;
    if (this.passed++ % this.stride === 0) this.sparse.push(oldest);
    if (this.sparse.length <= mostSparse) return;
    this.sparse = this.sparse.filter((_, i) => i % 2 === 0);
    this.stride *= 2;
  }

  /** All that are kept, in their order. */
  snapshots(): ChainSnapshot[] {
    return [...this.sparse, ...this.recent];
  }

  /** The last state that is not after so many draws; null if there is none. */
  upTo(draws: number): ChainSnapshot | null {
    const isBefore = (snapshot: ChainSnapshot): boolean => snapshot.draws <= draws;
    return this.recent.findLast(isBefore) ?? this.sparse.findLast(isBefore) ?? null;
  }
}
