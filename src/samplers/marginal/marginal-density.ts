/**
 * The marginal density of some numbers of a position, the others integrated out exactly.
 *
 * Where log p(w, φ) is quadratic in w, w given φ is normal: with A(φ) = -∂² log p/∂w² and mode ŵ,
 *
 *     log p(φ) = log p(ŵ, φ) - ½ log|A| + q/2 log 2π
 *     ∂/∂φ log p(φ) = E[∂/∂φ log p(w, φ)],  w ~ N(ŵ, A⁻¹)                       (Fisher's identity)
 *
 * The expectation of a quadratic function under a normal is exact on the 2q points ŵ ± c_k with A⁻¹ = Σ c_k c_k'. So
 * nothing but gradients of the joint density is needed: at most q + 1 for A and ŵ, since differences of a quadratic's gradient
 * are exact, and fewer where A is sparse (`curvature-probes.ts`); and 2q + 1 for the derivative. Source of the marginal: Lindley & Smith (1972); of the points: the third-degree
 * cubature of Stroud (1971), exact here.
 *
 * Memory: a q × q matrix. Cost: from 2q to 3q gradients of the joint density, and q³/3 multiplications.
 */

import type { LogDensity } from "../../density/log-density.ts";
import { choleskyFactor, choleskySolve, solveLowerTransposed } from "../../numeric/cholesky.ts";
import { log } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { type CurvatureProbe, planProbes } from "./curvature-probes.ts";

const halfLogTwoPi = 0.9189385332046728;

export class MarginalDensity implements LogDensity {
  /** How many numbers are left. */
  readonly dimension: number;
  private readonly joint: LogDensity;
  /** Places of w in the joint position, and of φ. */
  private readonly integrated: Int32Array;
  private readonly free: Int32Array;
  private readonly position: Float64Array;
  private readonly gradient: Float64Array;
  /** Where w is expanded about: the same for every call, so that a value depends on φ alone. */
  private readonly base: Float64Array;
  private readonly step: Float64Array;
  private readonly baseGradient: Float64Array;
  private readonly mode: Float64Array;
  private readonly direction: Float64Array;
  private readonly factor: Float64Array;
  /** Where A has entries, for any φ. */
  private readonly pattern: Uint8Array;
  private probes: readonly CurvatureProbe[] = [];
  /** 1 for columns that are probed alone. */
  private readonly alone: Uint8Array;

  constructor(joint: LogDensity, integrated: readonly number[]) {
    const size = integrated.length;
    const places = new Set(integrated);
    this.joint = joint;
    this.integrated = Int32Array.from(integrated);
    this.free = Int32Array.from(
      Array.from({ length: joint.dimension }, (_, i) => i).filter((i) => !places.has(i)),
    );
    this.dimension = this.free.length;
    this.position = new Float64Array(joint.dimension);
    this.gradient = new Float64Array(joint.dimension);
    this.base = new Float64Array(size);
    this.step = new Float64Array(size).fill(1);
    this.baseGradient = new Float64Array(size);
    this.mode = new Float64Array(size);
    this.direction = new Float64Array(size);
    this.factor = new Float64Array(size * size);
    this.pattern = new Uint8Array(size * size).fill(1);
    this.alone = new Uint8Array(size);
    this.plan();
    this.chooseBase();
    this.findPattern();
  }

  evaluate(position: Float64Array, gradient: Float64Array): number {
    this.place(position);
    if (!this.solve()) return Number.NaN;
    const { mode, factor, free } = this;
    const size = mode.length;
    this.placeIntegrated(mode, null, 0);
    const atMode = this.joint.evaluate(this.position, this.gradient);
    for (let i = 0; i < free.length; i++) gradient[i] = (1 - size) * this.gradient[free[i]];
    let halfLogDeterminant = 0;
    for (let k = 0; k < size; k++) {
      halfLogDeterminant += log(factor[k * size + k]);
      // c_k = L⁻ᵀ e_k, so that Σ c_k c_k' = L⁻ᵀ L⁻¹ = A⁻¹
      this.direction.fill(0);
      this.direction[k] = 1;
      solveLowerTransposed(factor, size, this.direction);
      this.addGradient(1, gradient);
      this.addGradient(-1, gradient);
    }
    return atMode - halfLogDeterminant + size * halfLogTwoPi;
  }

  /** A draw of the joint position: φ, and w given φ. */
  complete(position: Float64Array, stream: RandomStream, joint: Float64Array): void {
    this.place(position);
    const { mode, direction, factor, integrated } = this;
    const isSolved = this.solve();
    for (let k = 0; k < direction.length; k++) direction[k] = stream.normal();
    if (isSolved) solveLowerTransposed(factor, mode.length, direction);
    joint.set(this.position);
    // Where A is not positive definite no chain has been: NaN is loud.
    for (let k = 0; k < mode.length; k++) {
      joint[integrated[k]] = isSolved ? mode[k] + direction[k] : Number.NaN;
    }
  }

  /** Expands about the mode at φ = 0, in steps of about one conditional standard deviation. */
  private chooseBase(): void {
    this.place(new Float64Array(this.dimension));
    for (let round = 0; round < 2; round++) {
      if (!this.solve()) return;
      this.base.set(this.mode);
      for (let k = 0; k < this.step.length; k++) {
        this.direction.fill(0);
        this.direction[k] = 1;
        choleskySolve(this.factor, this.step.length, this.direction);
        this.step[k] = Math.sqrt(this.direction[k]);
      }
    }
  }

  /**
   * Looks where A is exactly zero at two places, and plans its probes by that: a number that does not enter a derivative leaves
   * its bits as they are.
   */
  private findPattern(): void {
    const size = this.base.length;
    const found = new Uint8Array(size * size);
    for (const shift of [0.31, -0.47]) {
      this.place(Float64Array.from({ length: this.dimension }, (_, i) => shift * (1 + (i % 3))));
      this.measureCurvature();
      for (let i = 0; i < size; i++) {
        for (let j = 0; j <= i; j++) {
          if (this.factor[i * size + j] === 0 && i !== j) continue;
          found[i * size + j] = 1;
          found[j * size + i] = 1;
        }
      }
    }
    this.pattern.set(found);
    this.plan();
  }

  private plan(): void {
    this.probes = planProbes(this.pattern, this.base.length);
    this.alone.fill(0);
    for (const { columns, isAlone } of this.probes) if (isAlone) this.alone[columns[0]] = 1;
  }

  private place(position: Float64Array): void {
    for (let i = 0; i < this.free.length; i++) this.position[this.free[i]] = position[i];
  }

  /** w = center + sign · offset */
  private placeIntegrated(center: Float64Array, offset: Float64Array | null, sign: number): void {
    for (let k = 0; k < this.integrated.length; k++) {
      this.position[this.integrated[k]] = center[k] + (offset === null ? 0 : sign * offset[k]);
    }
  }

  /** Adds half the gradient at ŵ ± c_k: Σ over the points gives E[g] = g(ŵ) + ½ Σ (g(ŵ+c) + g(ŵ-c) - 2 g(ŵ)). */
  private addGradient(sign: number, gradient: Float64Array): void {
    this.placeIntegrated(this.mode, this.direction, sign);
    this.joint.evaluate(this.position, this.gradient);
    for (let i = 0; i < this.free.length; i++) gradient[i] += 0.5 * this.gradient[this.free[i]];
  }

  /** The factor of A and the mode ŵ at the φ that is placed; false if A is not positive definite. */
  private solve(): boolean {
    const { base, baseGradient, factor, mode } = this;
    const size = base.length;
    this.measureCurvature();
    if (!choleskyFactor(factor, size)) return false;
    mode.set(baseGradient);
    choleskySolve(factor, size, mode);
    for (let k = 0; k < size; k++) mode[k] += base[k];
    return true;
  }

  /** The gradient at the base, and the lower triangle of A into `factor`: A_ik = -(g_i(base + h e_k) - g_i(base)) / h. */
  private measureCurvature(): void {
    const { integrated, base, step, baseGradient } = this;
    this.placeIntegrated(base, null, 0);
    this.joint.evaluate(this.position, this.gradient);
    for (let k = 0; k < base.length; k++) baseGradient[k] = this.gradient[integrated[k]];
    this.factor.fill(0);
    for (const { columns, isAlone } of this.probes) {
      for (const column of columns) this.position[integrated[column]] = base[column] + step[column];
      this.joint.evaluate(this.position, this.gradient);
      for (const column of columns) {
        this.readColumn(column, isAlone);
        this.position[integrated[column]] = base[column];
      }
    }
  }

  /** Column k of A from the gradient at the moved base; what other probes say of it is written over with the same. */
  private readColumn(column: number, isAlone: boolean): void {
    const { integrated, base, baseGradient, factor, gradient, pattern } = this;
    const size = base.length;
    const width = this.position[integrated[column]] - base[column];
    for (let i = 0; i < size; i++) {
      if (pattern[i * size + column] === 0 || (!isAlone && this.alone[i] === 1)) continue;
      const place = i > column ? i * size + column : column * size + i;
      factor[place] = (baseGradient[i] - gradient[integrated[i]]) / width;
    }
  }
}
