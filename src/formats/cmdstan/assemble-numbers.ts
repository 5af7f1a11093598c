/**
 * The function of the kernel that reads numbers of up to 18 digits, and some of 19, as doubles.
 *
 * What is behind the point, and what is before it with what does not fit in sixteen lanes, are two whole numbers, which make one of 64 bits. That is a
 * double and what it lacks; over a power of ten, which is an exact double, it is divided with the remainder of the division (Dekker 1971, "A
 * floating-point technique for extending the available precision"). The sum of both quotients is off by less than 2⁻¹⁰⁰ of itself: where
 * that could matter for which double is nearest (Ziv 1991), the number is left to others.
 */

import {
  block,
  branchIf,
  type Code,
  double,
  functionBody,
  get,
  integer,
  lane,
  loadByte,
  loadDouble,
  loadLong,
  loadVector,
  longInteger,
  loop,
  op,
  set,
  tee,
} from "../../webassembly/code.ts";
import { loadFixed } from "./fixed-vectors.ts";
import { kernelLayout } from "./kernel-layout.ts";
import { multiplyLanes } from "./multiply-lanes.ts";

/** The arguments, and local variables: whole numbers, a long one, vectors, doubles. */
const [at, end, count, out, stride] = [0, 1, 2, 3, 4] as const;
const [behind, length, dots, digits, sign, point] = [5, 6, 7, 8, 9, 10] as const;
const [scale, nearScale, isFar, before] = [11, 12, 13, 14] as const;
const whole = 15;
const [first, second, lanes] = [16, 17, 18] as const;
const [head, tail, power, quotient, back, upper, value, beside] = [26, 27, 28, 29, 30, 31, 32, 33] as const;
/** Vectors that are the same for all fields. */
const fixed = {
  comma: 19,
  space: 20,
  zero: 21,
  nine: 22,
  point: 23,
  low: 24,
  tens: 25,
  hundreds: 34,
  tenThousands: 35,
} as const;

const [comma, minus] = [44, 45] as const;
const [mostLength, mostScale] = [24, 22] as const;
/** Lower than 2⁶³ by more than 10¹⁶. */
const mostWhole = 9e18;
/** 2⁻⁹⁸, some times the error. */
const doubt = 3.155443620884047e-30;
/** 2²⁷ + 1, by which a double is cut into two halves. */
const splitter = 134_217_729;
/** Blocks from the code of a field to the end of the function. */
const toEnd = 1;

/** One bit for each byte of the two vectors for which `maskOf` has a bit set in its lane. */
function bitsOf(maskOf: (vector: number) => Code): Code {
  return [
    [...maskOf(first), ...op("i8x16.bitmask"), ...maskOf(second), ...op("i8x16.bitmask")],
    [...integer(16), ...op("i32.shl", "i32.or")],
  ].flat();
}

/** How long the field is, which of its bytes are digits and points, and whether it has a sign; leaves where it is no plain number. */
function findParts(): Code {
  const isByte = (vector: number, code: number): Code => [...get(vector), ...get(code), ...op("i8x16.eq")];
  // Up to the comma, or the end of the row, which is below a space.
  const isEnd = (vector: number): Code =>
    [
      [...isByte(vector, fixed.comma), ...get(vector), ...get(fixed.space), ...op("i8x16.lt_u", "v128.or")],
    ].flat();
  const isDigit = (vector: number): Code =>
    [
      [...get(vector), ...get(fixed.zero), ...op("i8x16.sub"), ...get(fixed.nine), ...op("i8x16.le_u")],
    ].flat();
  const inside: Code = [
    [...integer(1), ...get(length), ...op("i32.shl"), ...integer(1), ...op("i32.sub")],
  ].flat();
  return [
    [...get(at), ...loadVector(0), ...set(first), ...get(at), ...loadVector(16), ...set(second)],
    [...bitsOf(isEnd), ...op("i32.ctz"), ...tee(length), ...integer(mostLength), ...op("i32.gt_u")],
    [...branchIf(toEnd), ...get(at), ...get(length), ...op("i32.add"), ...set(behind)],
    [...get(behind), ...loadByte(0), ...integer(comma), ...op("i32.eq")],
    [...get(behind), ...get(end), ...op("i32.eq", "i32.or", "i32.eqz"), ...branchIf(toEnd)],
    [...bitsOf((vector) => isByte(vector, fixed.point)), ...inside, ...op("i32.and"), ...set(dots)],
    [...bitsOf(isDigit), ...inside, ...op("i32.and"), ...tee(digits), ...op("i32.eqz"), ...branchIf(toEnd)],
    [...get(at), ...loadByte(0), ...integer(minus), ...op("i32.eq"), ...tee(sign), ...get(digits)],
    [...get(dots), ...op("i32.or", "i32.or"), ...inside, ...op("i32.ne"), ...branchIf(toEnd)],
    [...get(dots), ...get(dots), ...integer(1), ...op("i32.sub", "i32.and"), ...branchIf(toEnd)],
  ].flat();
}

/** Where the point is, how many digits are behind it, and whether more than sixteen are. */
function findPoint(): Code {
  return [
    [...get(dots), ...op("i32.ctz"), ...get(length), ...get(dots), ...op("select"), ...set(point)],
    [...get(length), ...get(point), ...op("i32.sub"), ...get(dots), ...op("i32.eqz", "i32.eqz", "i32.sub")],
    [...tee(scale), ...integer(mostScale), ...op("i32.gt_u"), ...branchIf(toEnd)],
    [...get(scale), ...integer(16), ...op("i32.gt_u"), ...set(isFar)],
    [...integer(16), ...get(scale), ...get(isFar), ...op("select"), ...set(nearScale)],
  ].flat();
}

/** Digits that end behind an address, so many of them, as two whole numbers below 10⁸. */
function digitsBefore(address: Code, width: Code): Code {
  return [
    [...address, ...loadVector(0), ...get(fixed.zero), ...op("i8x16.sub"), ...width],
    [...integer(4), ...op("i32.shl"), ...loadVector(kernelLayout.masks), ...op("v128.and"), ...set(lanes)],
  ].flat();
}

const laneOf = (index: number): Code => [...get(lanes), ...lane(index)];
const longLane = (index: number): Code => [...laneOf(index), ...op("i64.extend_i32_s")];

/** The last sixteen digits behind the point, or as many as there are; and all before them, of which no more than eight count. */
function readWhole(): Code {
  const select = (far: Code, near: Code): Code => [...far, ...near, ...get(isFar), ...op("select")];
  const less = (local: number, by: number): Code => [...get(local), ...integer(by), ...op("i32.sub")];
  const farWidth: Code = [...get(point), ...get(scale), ...op("i32.add"), ...integer(15), ...op("i32.sub")];
  return [
    [...digitsBefore(less(behind, 16), get(nearScale)), ...multiplyLanes(lanes, fixed), ...set(lanes)],
    [...longLane(0), ...longInteger(100_000_000), ...op("i64.mul"), ...longLane(1), ...op("i64.add")],
    [...set(whole), ...select(farWidth, get(point)), ...get(sign), ...op("i32.sub"), ...tee(before)],
    [...integer(16), ...op("i32.gt_u"), ...branchIf(toEnd)],
    digitsBefore(
      select(less(behind, 32), [
        ...get(at),
        ...get(point),
        ...op("i32.add"),
        ...integer(16),
        ...op("i32.sub"),
      ]),
      get(before),
    ),
    // The point is among what is before the last sixteen digits.
    [...get(lanes), ...select([...integer(31), ...get(scale), ...op("i32.sub")], integer(16))],
    [...integer(4), ...op("i32.shl"), ...loadVector(kernelLayout.shuffles), ...op("i8x16.swizzle")],
    [...set(lanes), ...multiplyLanes(lanes, fixed), ...lane(0), ...branchIf(toEnd)],
    [...laneOf(1), ...op("f64.convert_i32_s"), ...powerAt(nearScale, loadDouble(kernelLayout.powers))],
    [...op("f64.mul"), ...double(mostWhole), ...op("f64.ge"), ...branchIf(toEnd)],
    [...longLane(1), ...powerAt(nearScale, loadLong(kernelLayout.wholePowers)), ...op("i64.mul")],
    [...get(whole), ...op("i64.add"), ...set(whole)],
  ].flat();
}

/** From one of the tables of powers. */
function powerAt(exponent: number, load: Code): Code {
  return [...get(exponent), ...integer(3), ...op("i32.shl"), ...load];
}

/** The whole number over the power of ten, as `value` and what is `beside` it. */
function divide(): Code {
  const half = (table: number): Code => powerAt(scale, loadDouble(table));
  const [upperPower, lowerPower] = [half(kernelLayout.upperPowers), half(kernelLayout.lowerPowers)];
  const lower: Code = [...get(quotient), ...get(upper), ...op("f64.sub")];
  return [
    [...get(whole), ...op("f64.convert_i64_s"), ...set(head)],
    [...get(whole), ...get(head), ...op("i64.trunc_f64_s", "i64.sub", "f64.convert_i64_s"), ...set(tail)],
    [...half(kernelLayout.powers), ...set(power), ...get(head), ...get(power), ...op("f64.div")],
    [...tee(quotient), ...get(power), ...op("f64.mul"), ...set(back)],
    // The upper half of the quotient's digits, and what its product with the power is off by.
    [...get(quotient), ...double(splitter), ...op("f64.mul"), ...tee(upper)],
    [...get(upper), ...get(quotient), ...op("f64.sub", "f64.sub"), ...set(upper)],
    [...get(head), ...get(back), ...op("f64.sub")],
    [...get(upper), ...upperPower, ...op("f64.mul"), ...get(back), ...op("f64.sub")],
    [...get(upper), ...lowerPower, ...op("f64.mul", "f64.add")],
    [...lower, ...upperPower, ...op("f64.mul", "f64.add"), ...lower, ...lowerPower],
    [...op("f64.mul", "f64.add", "f64.sub"), ...get(tail), ...op("f64.add"), ...get(power)],
    [...op("f64.div"), ...tee(tail), ...get(quotient), ...op("f64.add"), ...set(value)],
    [...get(tail), ...get(value), ...get(quotient), ...op("f64.sub", "f64.sub"), ...set(beside)],
  ].flat();
}

/** Leaves where another double may be as near; else puts it with its sign to where it belongs. */
function storeIfSure(): Code {
  const moved = (way: "f64.add" | "f64.sub"): Code =>
    [
      [...get(value), ...get(beside), ...get(value), ...double(doubt), ...op("f64.mul", way, "f64.add")],
      [...get(value), ...op("f64.ne")],
    ].flat();
  return [
    [...moved("f64.add"), ...moved("f64.sub"), ...op("i32.or"), ...branchIf(toEnd)],
    [...get(out), ...get(value), ...op("f64.neg"), ...get(value), ...get(sign), ...op("select", "f64.store")],
    [...get(out), ...get(stride), ...op("i32.add"), ...set(out)],
    [...get(count), ...integer(1), ...op("i32.sub"), ...set(count)],
    [...get(behind), ...integer(1), ...op("i32.add"), ...tee(at), ...get(end), ...op("i32.le_u")],
  ].flat();
}

/**
 * `(start, end, count, out, stride)`: reads fields until there are `count`, the row ends, or one is not of the plain kind; gives where the next begins.
 * Each double is put `stride` bytes behind the one before.
 */
export function assembleNumbersFunction(): Code {
  const leaveWhenDone: Code = [...get(count), ...op("i32.eqz"), ...branchIf(toEnd)];
  const field = [findParts(), findPoint(), readWhole(), divide(), storeIfSure()].flat();
  return functionBody(
    [
      [10, 0x7f],
      [1, 0x7e],
      [10, 0x7b],
      [8, 0x7c],
      [2, 0x7b],
    ],
    loadFixed(fixed),
    block(loop(leaveWhenDone, field, branchIf(0))),
    [...integer(kernelLayout.left), ...get(count), ...op("i32.store"), ...get(at)],
  );
}
