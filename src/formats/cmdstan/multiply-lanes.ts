/** Digits in the lanes of a vector as whole numbers. */

import { type Code, get, integer, op, tee } from "../../webassembly/code.ts";

/**
 * Σ digit × 10^place of the sixteen digits in the lanes of a local variable, the last one in the last lane: leaves, there and on the stack, two
 * whole numbers below 10⁸ in lanes 0 and 1. Source: Lemire & Muła, "Parsing series of integers with SIMD" (2023).
 */
export function multiplyLanes(lanes: number, vectors: DigitVectors): Code {
  return [
    [...get(lanes), ...get(vectors.low), ...op("v128.and"), ...get(vectors.tens), ...op("i16x8.mul")],
    [...get(lanes), ...integer(8), ...op("i16x8.shr_u", "i16x8.add")],
    [...get(vectors.hundreds), ...op("i32x4.dot_i16x8_s"), ...tee(lanes), ...get(lanes)],
    [...op("i16x8.narrow_i32x4_s"), ...get(vectors.tenThousands), ...op("i32x4.dot_i16x8_s"), ...tee(lanes)],
  ].flat();
}

/** The local variables with what digits are multiplied by: the lower byte of a pair, 10 in all lanes, 100 and 1, 10,000 and 1. */
interface DigitVectors {
  readonly low: number;
  readonly tens: number;
  readonly hundreds: number;
  readonly tenThousands: number;
}
