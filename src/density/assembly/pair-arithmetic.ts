/** Operations on two doubles beside each other, on what other code leaves on the stack. */

import { type Code, type Instruction, op } from "../../webassembly/code.ts";

const binary =
  (instruction: Instruction) =>
  (a: Code, b: Code): Code => [a, b, op(instruction)];
const unary =
  (instruction: Instruction) =>
  (a: Code): Code => [a, op(instruction)];

/** By their names in `numeric/`; comparisons leave all bits of a lane set, or none. */
export const pair = {
  add: binary("f64x2.add"),
  subtract: binary("f64x2.sub"),
  multiply: binary("f64x2.mul"),
  divide: binary("f64x2.div"),
  negate: unary("f64x2.neg"),
  abs: unary("f64x2.abs"),
  trunc: unary("f64x2.trunc"),
  less: binary("f64x2.lt"),
  greater: binary("f64x2.gt"),
  greaterEqual: binary("f64x2.ge"),
  equal: binary("f64x2.eq"),
  and: binary("v128.and"),
  /** The bits of the first that the second has not. */
  without: binary("v128.andnot"),
  or: binary("v128.or"),
  addBits: binary("i64x2.add"),
  subtractBits: binary("i64x2.sub"),
};

/** The one where the bits of a comparison are set, otherwise the other. */
export function choose(mask: Code, one: Code, other: Code): Code {
  return [one, other, mask, op("v128.bitselect")];
}

/** Whole numbers of 64 bits, moved by so many bits: up, or down with 0 behind. */
export function shift(direction: "up" | "down", a: Code, bits: Code): Code {
  return [a, bits, op(direction === "up" ? "i64x2.shl" : "i64x2.shr_u")];
}

/** c₀ + x·(c₁ + x·(c₂ + …)), as Horner's rule has it. */
export function polynomial(x: Code, coefficients: readonly Code[]): Code {
  const [first, ...rest] = coefficients;
  if (rest.length === 0) return first!;
  return pair.add(first!, pair.multiply(x, polynomial(x, rest)));
}
