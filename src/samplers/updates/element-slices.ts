/**
 * Slice sampling of many independent numbers side by side, one for each element of a block: an evaluation gives the log
 * density of every element at once, so that a pass over the rows serves them all. Each element steps out, and shrinks, by itself.
 *
 * Source: Neal (2003), Annals of Statistics 31, 705-767, figures 3 and 5.
 */

import type { RandomStream } from "../../numeric/random-stream.ts";
import { RunningVariance } from "../../numeric/running-variance.ts";
import { isNarrow, mostSteps } from "./slice.ts";

/** Draws that moments are worth using from. */
const leastCount = 10;

/** The elements' log densities at the position as it is, into `values`; those of elements that are at rest may be left out. */
export type EvaluateElements = (values: Float64Array, isActive: Uint8Array) => void;

export class ElementSlices {
  /** First widths, which warm-up adapts. */
  readonly widths: Float64Array;
  private readonly position: Float64Array;
  private readonly offset: number;
  private readonly stride: number;
  private readonly evaluate: EvaluateElements;
  private readonly stream: RandomStream;
  private readonly size: number;
  private readonly start: Float64Array;
  private readonly level: Float64Array;
  private readonly lower: Float64Array;
  private readonly upper: Float64Array;
  /** Steps that are left to the lower and the upper end. */
  private readonly stepsDown: Int32Array;
  private readonly stepsUp: Int32Array;
  private readonly values: Float64Array;
  private readonly isActive: Uint8Array;
  private readonly moments: RunningVariance;

  /** Element j is number `offset + j * stride` of the position. */
  constructor(
    position: Float64Array,
    place: { readonly offset: number; readonly stride: number; readonly size: number },
    evaluate: EvaluateElements,
    stream: RandomStream,
  ) {
    const { offset, stride, size } = place;
    this.position = position;
    this.offset = offset;
    this.stride = stride;
    this.size = size;
    this.evaluate = evaluate;
    this.stream = stream;
    this.widths = new Float64Array(size).fill(1);
    this.start = new Float64Array(size);
    this.level = new Float64Array(size);
    this.lower = new Float64Array(size);
    this.upper = new Float64Array(size);
    this.stepsDown = new Int32Array(size);
    this.stepsUp = new Int32Array(size);
    this.values = new Float64Array(size);
    this.isActive = new Uint8Array(size);
    this.moments = new RunningVariance(size);
  }

  /** Moves every element once. */
  move(): void {
    this.begin();
    this.stepOut(this.lower, -1, this.stepsDown);
    this.stepOut(this.upper, 1, this.stepsUp);
    this.shrink();
  }

  /** Draws the levels, and places an interval of the first width at random about each element. */
  private begin(): void {
    const { position, offset, stride, stream, start, values } = this;
    this.isActive.fill(1);
    this.evaluate(values, this.isActive);
    for (let j = 0; j < this.size; j++) {
      start[j] = position[offset + j * stride]!;
      this.level[j] = values[j]! - stream.exponential();
      // Where something else has rounded to the end of its support, at which the density is infinite, an element stays: all that
      // is infinite would be in its slice.
      const width = this.level[j]! < Infinity ? this.widths[j]! : 0;
      this.lower[j] = start[j]! - width * stream.uniform();
      this.upper[j] = this.lower[j]! + width;
      // Steps are shared out at random, so that every interval is as probable from each of its points.
      this.stepsDown[j] = Math.floor(mostSteps * stream.uniform());
      this.stepsUp[j] = mostSteps - 1 - this.stepsDown[j]!;
    }
  }

  /** Moves ends outward while they lie in the slice. */
  private stepOut(ends: Float64Array, direction: number, steps: Int32Array): void {
    const { position, offset, stride, isActive, values, level } = this;
    let active = this.size;
    isActive.fill(1);
    for (let j = 0; j < this.size; j++) position[offset + j * stride] = ends[j]!;
    while (active > 0) {
      this.evaluate(values, isActive);
      for (let j = 0; j < this.size; j++) {
        if (isActive[j] === 0) continue;
        if (steps[j] === 0 || !(values[j]! > level[j]!)) {
          isActive[j] = 0;
          active--;
          continue;
        }
        steps[j]!--;
        ends[j]! += direction * this.widths[j]!;
        position[offset + j * stride] = ends[j]!;
      }
    }
  }

  /** Draws from the intervals, which shrink toward the start with each draw that lies outside the slice. */
  private shrink(): void {
    const { position, offset, stride, stream, start, lower, upper, isActive, values, level } = this;
    let active = this.size;
    isActive.fill(1);
    while (active > 0) {
      for (let j = 0; j < this.size; j++) {
        if (isActive[j] === 1) {
          position[offset + j * stride] = lower[j]! + (upper[j]! - lower[j]!) * stream.uniform();
        }
      }
      this.evaluate(values, isActive);
      for (let j = 0; j < this.size; j++) {
        if (isActive[j] === 0) continue;
        const proposal = position[offset + j * stride]!;
        if (values[j]! >= level[j]!) isActive[j] = 0;
        else if (proposal === start[j] || isNarrow(lower[j]!, upper[j]!, start[j]!)) {
          position[offset + j * stride] = start[j]!;
          isActive[j] = 0;
        } else if (proposal < start[j]!) lower[j] = proposal;
        else upper[j] = proposal;
        if (isActive[j] === 0) active--;
      }
    }
  }

  /** Takes the state into the moments, and sets widths by them at some sweeps of warm-up. */
  learn(iteration: number, length: number): void {
    const { moments, start, position, offset, stride } = this;
    if (iteration === Math.floor(0.2 * length)) moments.reset();
    for (let j = 0; j < this.size; j++) start[j] = position[offset + j * stride]!;
    moments.add(start);
    const isTurn = iteration % 20 === 19 || iteration === length - 1;
    if (!isTurn || moments.count < leastCount) return;
    for (let j = 0; j < this.size; j++) {
      const spread = Math.sqrt(moments.variance(j));
      // Neal's advice: a few times the standard deviation
      if (spread > 0 && spread < Infinity) this.widths[j] = 2.5 * spread;
    }
  }
}
