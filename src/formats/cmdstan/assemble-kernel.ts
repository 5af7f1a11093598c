/**
 * Machine-independent code (WebAssembly) that reads numbers sixteen bytes at a time. It is made into bytes when it is
 * first asked for.
 *
 * A number of up to 15 characters, digits with a point or a sign, is read without a branch on what its digits are: a mask of digits, points and ends
 * of fields tells whether it is one; its digits are moved to the right ends of sixteen lanes; and four multiplications of lanes make
 * two whole numbers below 10⁸ of them. Both, and the power of ten that they are divided by, are exact doubles (Clinger 1990), so that the
 * quotient is the nearest to what is written. Source of the multiplications: Lemire & Muła, "Parsing series of integers with SIMD" (2023).
 */

import { assembleCodesFunction } from "./assemble-codes.ts";
import { kernelLayout } from "./kernel-layout.ts";
import {
  again,
  block,
  branchIf,
  bytes,
  type Code,
  double,
  functionBody,
  get,
  integer,
  lane,
  loadByte,
  loadVector,
  loop,
  op,
  pairs,
  set,
  tee,
  unsigned,
} from "./wasm-code.ts";

const loadPower: Code = [0x2b, 3, ...unsigned(kernelLayout.powers)];

const codeOf = (text: string): number => text.charCodeAt(0);
const isByte = (local: number, text: string): Code => [
  ...get(local),
  ...bytes(() => codeOf(text)),
  ...op("i8x16.eq"),
];

/** The local variables of `readFields`: its arguments, six whole numbers, three vectors, and a double. */
const [at, end, count, out] = [0, 1, 2, 3] as const;
const [length, all, dots, digits, dot, sign] = [4, 5, 6, 7, 8, 9] as const;
const [text, lanes, places, value] = [10, 11, 12, 13] as const;

/** Which bytes of the field are digits, points, or a sign: bits of whole numbers. */
function lookAtField(): Code {
  const bits = (mask: Code): Code => [...mask, ...op("i8x16.bitmask"), ...get(all), ...op("i32.and")];
  return [
    [...get(at), ...loadVector(0), ...set(text)],
    // Up to the comma, or the end of the row, which is below a space.
    [...isByte(text, ","), ...get(text), ...bytes(() => 32), ...op("i8x16.lt_u", "v128.or", "i8x16.bitmask")],
    [...integer(0x10000), ...op("i32.or", "i32.ctz"), ...set(length)],
    [...integer(1), ...get(length), ...op("i32.shl"), ...integer(1), ...op("i32.sub"), ...set(all)],
    [...bits(isByte(text, ".")), ...set(dots)],
    [...bits(isByte(text, "-")), ...integer(1), ...op("i32.and"), ...set(sign)],
    [...get(text), ...bytes(() => codeOf("0")), ...op("i8x16.sub"), ...tee(lanes), ...get(lanes)],
    [...bytes(() => 9), ...op("i8x16.le_u"), ...tee(places), ...op("v128.and"), ...set(lanes)],
    [...bits(get(places)), ...set(digits)],
  ].flat();
}

/** Where the field is more than digits with one point and a sign before them, or is too long. */
function leaveUnlessPlain(): Code {
  const behind: Code = [...get(at), ...get(length), ...op("i32.add")];
  return [
    [...get(length), ...integer(15), ...op("i32.gt_u"), ...branchIf(1)],
    [...get(digits), ...op("i32.eqz"), ...branchIf(1)],
    [...get(dots), ...get(dots), ...integer(1), ...op("i32.sub", "i32.and"), ...branchIf(1)],
    [...get(digits), ...get(dots), ...get(sign), ...op("i32.or", "i32.or")],
    [...get(all), ...op("i32.ne"), ...branchIf(1)],
    [...behind, ...loadByte(0), ...integer(codeOf(",")), ...op("i32.eq")],
    [...behind, ...get(end), ...op("i32.eq", "i32.or", "i32.eqz"), ...branchIf(1)],
  ].flat();
}

/** The last digit comes to the last lane; those before the point one lane further, over the point. */
function moveDigits(): Code {
  const isBeforePoint: Code = [...get(places), ...get(dot), ...op("i8x16.splat", "i8x16.le_s")];
  return [
    [...get(dots), ...op("i32.ctz"), ...integer(-100), ...get(dots), ...op("select"), ...set(dot)],
    [...bytes((index) => index), ...get(length), ...integer(16)],
    [...op("i32.sub", "i8x16.splat", "i8x16.add"), ...set(places)],
    [...get(lanes), ...get(places), ...isBeforePoint, ...op("i8x16.add", "i8x16.swizzle"), ...set(lanes)],
  ].flat();
}

/** Σ digit × 10^place: pairs of digits, pairs of these, and so on, until eight digits are one number. */
function multiplyDigits(): Code {
  return [
    [...get(lanes), ...pairs(0xff, 0xff), ...op("v128.and"), ...pairs(10, 10), ...op("i16x8.mul")],
    [...get(lanes), ...integer(8), ...op("i16x8.shr_u", "i16x8.add")],
    [
      ...pairs(100, 1),
      ...op("i32x4.dot_i16x8_s"),
      ...tee(lanes),
      ...get(lanes),
      ...op("i16x8.narrow_i32x4_s"),
    ],
    [...pairs(10_000, 1), ...op("i32x4.dot_i16x8_s"), ...set(lanes)],
    [...get(lanes), ...lane(0), ...op("f64.convert_i32_s"), ...double(1e8), ...op("f64.mul")],
    [...get(lanes), ...lane(1), ...op("f64.convert_i32_s", "f64.add")],
  ].flat();
}

/** By the power of ten of the digits behind the point; with its sign the number is put to where it belongs. */
function divideAndStore(): Code {
  return [
    [...get(length), ...integer(1), ...op("i32.sub"), ...get(dot), ...op("i32.sub")],
    [...integer(0), ...get(dots), ...op("select"), ...integer(3), ...op("i32.shl")],
    [...loadPower, ...op("f64.div"), ...set(value)],
    [...get(out), ...get(value), ...op("f64.neg"), ...get(value), ...get(sign), ...op("select", "f64.store")],
  ].flat();
}

/** `(start, end, count, out)`: reads fields until there are `count`, the row ends, or one is not of the plain kind; gives where the next begins. */
function fieldsFunction(): Code {
  const leaveWhenDone: Code = [...get(count), ...op("i32.eqz"), ...branchIf(1)];
  const goOn: Code = [
    [...get(out), ...integer(8), ...op("i32.add"), ...set(out)],
    [...get(count), ...integer(1), ...op("i32.sub"), ...set(count)],
    [...get(at), ...get(length), ...op("i32.add"), ...integer(1), ...op("i32.add"), ...tee(at)],
    [...get(end), ...op("i32.le_u"), ...branchIf(0)],
  ].flat();
  const steps = [lookAtField(), leaveUnlessPlain(), moveDigits(), multiplyDigits(), divideAndStore()];
  return functionBody(
    [
      [6, 0x7f],
      [3, 0x7b],
      [1, 0x7c],
    ],
    block(loop(leaveWhenDone, ...steps, goOn)),
    [...integer(kernelLayout.left), ...get(count), ...op("i32.store"), ...get(at)],
  );
}

/** The local variables of `skipFields` besides its arguments, which are the first of those above. */
const [commas, found] = [3, 4] as const;

/** Commas of sixteen bytes at once, as long as there are as many bytes and not enough commas. */
function passSixteen(): Code {
  return [
    [...get(end), ...get(at), ...integer(16), ...op("i32.add", "i32.lt_u"), ...branchIf(1)],
    [...get(at), ...loadVector(0), ...bytes(() => codeOf(",")), ...op("i8x16.eq", "i8x16.bitmask")],
    [...tee(commas), ...op("i32.popcnt"), ...set(found)],
    [...get(count), ...get(found), ...op("i32.le_u"), ...branchIf(2)],
    [...get(count), ...get(found), ...op("i32.sub"), ...set(count)],
    [...get(at), ...integer(16), ...op("i32.add"), ...set(at), ...again],
  ].flat();
}

/** The last bytes of a row, one by one; returns at the end. */
function passOne(): Code {
  const leave = [
    ...integer(kernelLayout.left),
    ...get(count),
    ...op("i32.store"),
    ...get(at),
    ...op("return"),
  ];
  return [
    [...get(count), ...op("i32.eqz"), ...get(end), ...get(at), ...op("i32.le_u", "i32.or")],
    [0x04, 0x40, ...leave, 0x0b],
    [...get(count), ...get(at), ...loadByte(0), ...integer(codeOf(",")), ...op("i32.eq", "i32.sub")],
    [...set(count), ...get(at), ...integer(1), ...op("i32.add"), ...set(at), ...again],
  ].flat();
}

/** `(start, end, count)`: passes so many commas; gives where the next field begins, or the end where there are fewer. */
function skipFunction(): Code {
  const leaveFirstOnes: Code = [
    [...get(count), ...integer(1), ...op("i32.le_u"), ...branchIf(1)],
    [...get(commas), ...get(commas), ...integer(1), ...op("i32.sub", "i32.and"), ...set(commas)],
    [...get(count), ...integer(1), ...op("i32.sub"), ...set(count), ...again],
  ].flat();
  return functionBody(
    [[2, 0x7f]],
    block(block(loop(passSixteen())), loop(passOne())),
    block(loop(leaveFirstOnes)),
    [...integer(kernelLayout.left), ...integer(0), ...op("i32.store")],
    [...get(at), ...get(commas), ...op("i32.ctz", "i32.add"), ...integer(1), ...op("i32.add")],
  );
}

/** The module: a memory, and the functions over it. */
export function assembleKernel(): Uint8Array<ArrayBuffer> {
  const section = (id: number, ...items: readonly Code[]): Code => {
    const content = [...unsigned(items.length), ...items.flat()];
    return [id, ...unsigned(content.length), ...content];
  };
  const name = (text: string): Code => [text.length, ...new TextEncoder().encode(text)];
  const [i32, functionType] = [0x7f, 0x60] as const;
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [functionType, 4, i32, i32, i32, i32, 1, i32], [functionType, 3, i32, i32, i32, 1, i32]),
    ...section(3, [0], [1], [0]),
    ...section(5, [0, 1]),
    ...section(
      7,
      [...name("memory"), 2, 0],
      [...name("readFields"), 0, 0],
      [...name("skipFields"), 0, 1],
      [...name("readCodes"), 0, 2],
    ),
    ...section(10, fieldsFunction(), skipFunction(), assembleCodesFunction()),
  ]);
}
