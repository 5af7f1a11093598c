/**
 * The function of the kernel that reads numbers of few digits as whole numbers of 32 bits (`number-code.ts`), from which the double is made
 * when it is asked for.
 *
 * Commas are found in 64 bytes at once, so that no number waits for the end of the one before it. The 16 bytes before a comma hold the
 * number at their end: all of its lanes but one, the point, must be digits; the point is closed over by a table, and three
 * multiplications of lanes make the whole number. Source: Langdale & Lemire (2019), "Parsing gigabytes of JSON per second".
 */

import { kernelLayout } from "./kernel-layout.ts";
import {
  again,
  block,
  branch,
  branchIf,
  bytes,
  type Code,
  functionBody,
  get,
  ifSo,
  integer,
  lane,
  loadByte,
  loadVector,
  longInteger,
  loop,
  multiplyLanes,
  op,
  set,
  tee,
} from "./wasm-code.ts";

/** The arguments, and local variables: whole numbers, a long one, vectors. Addresses are 16 before what they are of. */
const [at, end, count, out] = [0, 1, 2, 3] as const;
const [behind, base, length, odd, point, sign] = [4, 5, 6, 7, 8, 9] as const;
const [commas, digits, lanes] = [10, 11, 12] as const;

const [comma, minus, zero] = [44, 45, 48] as const;
/** Blocks and loops from the code of a field to the end of the function, and to the next 64 bytes. */
const [toEnd, toNextBytes] = [2, 1] as const;

/** One bit for each comma of the 64 bytes from `base` on. */
function findCommas(): Code {
  const sixteen = (offset: number): Code =>
    [
      [...get(base), ...loadVector(16 + offset), ...bytes(() => comma), ...op("i8x16.eq", "i8x16.bitmask")],
      [...op("i64.extend_i32_u"), ...longInteger(offset), ...op("i64.shl")],
    ].flat();
  return [
    ...[...sixteen(0), ...sixteen(16), ...op("i64.or"), ...sixteen(32), ...op("i64.or")],
    ...[...sixteen(48), ...op("i64.or"), ...set(commas)],
  ];
}

/** Where the next comma is, and whether a sign begins the field; on to the next bytes where there is no comma left. */
function findField(): Code {
  return [
    [...get(commas), ...op("i64.eqz")],
    ifSo(
      [...get(base), ...integer(64), ...op("i32.add"), ...tee(base), ...get(end), ...op("i32.gt_u")],
      [...branchIf(toEnd + 1), ...branch(toNextBytes + 1)],
    ),
    [...get(base), ...get(commas), ...op("i64.ctz", "i32.wrap_i64", "i32.add"), ...set(behind)],
    [...get(at), ...loadByte(16), ...integer(minus), ...op("i32.eq"), ...set(sign)],
  ].flat();
}

/** Leaves unless it is digits, up to 15 characters of them with one point. */
function leaveUnlessPlain(): Code {
  return [
    [...get(behind), ...get(at), ...get(sign), ...op("i32.add", "i32.sub"), ...tee(length), ...integer(1)],
    [...op("i32.sub"), ...integer(14), ...op("i32.gt_u"), ...branchIf(toEnd)],
    [...get(behind), ...loadVector(0), ...bytes(() => zero), ...op("i8x16.sub")],
    [...get(length), ...integer(4), ...op("i32.shl"), ...loadVector(kernelLayout.masks)],
    [...op("v128.and"), ...tee(digits), ...bytes(() => 9), ...op("i8x16.le_u", "i8x16.bitmask")],
    [...integer(0xffff), ...op("i32.xor"), ...tee(odd)],
    // At most one lane is no digit, and is not all that there is.
    [...get(odd), ...integer(1), ...op("i32.sub", "i32.and"), ...branchIf(toEnd)],
    [...get(odd), ...integer(15), ...op("i32.shr_u"), ...get(length), ...op("i32.eq"), ...branchIf(toEnd)],
    // It is a point; where there is none, what is looked at is the comma, which has all bits but one in common with it.
    [...get(behind), ...get(odd), ...integer(0x10000), ...op("i32.or", "i32.ctz"), ...tee(point)],
    [...op("i32.add"), ...loadByte(0), ...integer(0xfd), ...op("i32.and"), ...integer(comma)],
    [...op("i32.ne"), ...branchIf(toEnd)],
  ].flat();
}

/** Of eight digits; leaves where there are more. */
function multiplyDigits(): Code {
  return [
    [...get(digits), ...get(point), ...integer(4), ...op("i32.shl"), ...loadVector(kernelLayout.shuffles)],
    [...op("i8x16.swizzle"), ...set(lanes), ...multiplyLanes(lanes), ...lane(0), ...branchIf(toEnd)],
  ].flat();
}

/** Puts the code to where it belongs, and goes on with the next field. */
function storeCode(): Code {
  return [
    [...get(out), ...get(lanes), ...lane(1), ...integer(5), ...op("i32.shl"), ...get(sign), ...integer(5)],
    [...op("i32.shl"), ...get(point), ...op("i32.add"), ...loadByte(kernelLayout.scales)],
    [...op("i32.or", "i32.store"), ...get(out), ...integer(4), ...op("i32.add"), ...set(out)],
    [...get(behind), ...integer(1), ...op("i32.add"), ...set(at)],
    [...get(commas), ...get(commas), ...longInteger(1), ...op("i64.sub", "i64.and"), ...set(commas)],
    [...get(count), ...integer(1), ...op("i32.sub"), ...tee(count), ...op("i32.eqz"), ...branchIf(toEnd)],
    [...get(at), ...get(end), ...op("i32.gt_u"), ...branchIf(toEnd)],
  ].flat();
}

/**
 * `(start, end, count, out)`: reads fields until there are `count`, the row ends, or one is not of the plain kind; gives where the next begins.
 * At `end` there is a comma, too.
 */
export function assembleCodesFunction(): Code {
  const before = (local: number): Code => [...get(local), ...integer(16), ...op("i32.sub"), ...tee(local)];
  const field = [findField(), leaveUnlessPlain(), multiplyDigits(), storeCode()].flat();
  return functionBody(
    [
      [6, 0x7f],
      [1, 0x7e],
      [2, 0x7b],
    ],
    [...before(end), ...set(end), ...before(at), ...set(base)],
    block(loop(findCommas(), loop(field, again))),
    [...integer(kernelLayout.left), ...get(count), ...op("i32.store")],
    [...get(at), ...integer(16), ...op("i32.add")],
  );
}
