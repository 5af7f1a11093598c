/**
 * The function of the kernel that reads numbers of few digits as whole numbers of 32 bits (`number-code.ts`), from which the double is made
 * when it is asked for.
 *
 * Commas of about a kilobyte are found first (`assemble-marks.ts`), so that no number waits for the end of the one before it. Then four fields
 * are read at once (`assemble-four.ts`); what is not like most is read here by itself. The 16 bytes before a comma hold the number at their
 * end: all of its lanes but one, the point, must be digits; the point is closed over by a table, and three multiplications of lanes make the
 * whole number. Source: Langdale & Lemire (2019), "Parsing gigabytes of JSON per second".
 */

import {
  again,
  block,
  branchIf,
  type Code,
  functionBody,
  get,
  integer,
  lane,
  loadByte,
  loadInteger,
  loadVector,
  loop,
  op,
  set,
  tee,
} from "../../webassembly/code.ts";
import { readFours } from "./assemble-four.ts";
import { markCommas } from "./assemble-marks.ts";
import { fixed, locals, localTypes } from "./codes-locals.ts";
import { loadFixed } from "./fixed-vectors.ts";
import { kernelLayout } from "./kernel-layout.ts";
import { multiplyLanes } from "./multiply-lanes.ts";

const { at, end, count, out, stride, behind, length, odd, point, sign, digits, lanes } = locals;
const { mark, marksEnd, place } = locals;
const comma = 44;
/** Blocks and loops from the code of a field to the end of the function, and to the next marks. */
const [toEnd, toMarks] = [2, 1] as const;

/** Where the next comma is, and whether a sign begins the field; on to the next marks where there is none left. */
function findField(): Code {
  return [
    [
      ...get(count),
      ...op("i32.eqz"),
      ...get(at),
      ...get(end),
      ...op("i32.gt_u", "i32.or"),
      ...branchIf(toEnd),
    ],
    [...get(mark), ...get(marksEnd), ...op("i32.eq"), ...branchIf(toMarks)],
    [...get(mark), ...loadInteger(0), ...set(behind)],
    [...get(at), ...loadByte(16), ...loadByte(kernelLayout.signs), ...set(sign)],
  ].flat();
}

/** Leaves unless it is digits, up to 15 characters of them with one point. */
function leaveUnlessPlain(): Code {
  return [
    [...get(behind), ...get(at), ...get(sign), ...op("i32.add", "i32.sub"), ...tee(length), ...integer(1)],
    [...op("i32.sub"), ...integer(14), ...op("i32.gt_u"), ...branchIf(toEnd)],
    [...get(behind), ...loadVector(0), ...get(fixed.zero), ...op("i8x16.sub")],
    [...get(length), ...loadVector(kernelLayout.ramp)],
    [...op("v128.and"), ...tee(digits), ...get(fixed.nine), ...op("i8x16.le_u", "i8x16.bitmask")],
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
    [...op("i8x16.swizzle"), ...set(lanes), ...multiplyLanes(lanes, fixed), ...lane(0), ...branchIf(toEnd)],
  ].flat();
}

/** Puts the code to where it belongs, and goes on with the next field. */
function storeCode(): Code {
  const next = (local: number, by: Code): Code => [...get(local), ...by, ...op("i32.add"), ...set(local)];
  return [
    [...get(out), ...get(lanes), ...lane(1), ...integer(5), ...op("i32.shl"), ...get(point), ...integer(1)],
    [...op("i32.shl"), ...get(sign), ...op("i32.add"), ...loadByte(kernelLayout.scales)],
    [...op("i32.or", "i32.store"), ...next(out, get(stride)), ...next(mark, integer(4))],
    [...get(behind), ...integer(1), ...op("i32.add"), ...set(at), ...next(count, integer(-1))],
  ].flat();
}

/**
 * `(start, end, count, out, stride)`: reads fields until there are `count`, the row ends, or one is not of the plain kind; gives where the next begins.
 * Each code is put `stride` bytes behind the one before. At `end` there is a comma, too.
 */
export function assembleCodesFunction(): Code {
  const before = (local: number): Code => [...get(local), ...integer(16), ...op("i32.sub"), ...set(local)];
  const field = [findField(), leaveUnlessPlain(), multiplyDigits(), storeCode()].flat();
  return functionBody(
    localTypes,
    [...before(end), ...before(at), ...loadFixed(fixed)],
    block(
      loop(
        [...markCommas(), ...get(place), ...tee(marksEnd), ...integer(kernelLayout.marks), ...tee(mark)],
        [...op("i32.eq"), ...branchIf(1)],
        loop([...readFours(), ...field, ...again]),
      ),
    ),
    [...integer(kernelLayout.left), ...get(count), ...op("i32.store")],
    [...get(at), ...integer(16), ...op("i32.add")],
  );
}
