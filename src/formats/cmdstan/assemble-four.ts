/**
 * Four fields of few digits at once: none waits for another, they share multiplications, and what is unusual about any of them is asked once for all.
 */

import {
  again,
  block,
  branchIf,
  type Code,
  get,
  integer,
  lane,
  loadByte,
  loadInteger,
  loadVector,
  loop,
  op,
  secondHalves,
  set,
  tee,
} from "../../webassembly/code.ts";
import { fixed, locals } from "./codes-locals.ts";
import { kernelLayout } from "./kernel-layout.ts";

const { at, end, count, out, stride, mark, marksEnd, lengths, pointBits } = locals;
const { ends, scales, fields, digits, lanes, others } = locals;
const four = [0, 1, 2, 3] as const;

/** Leaves where there are no four fields with their commas in the row. */
function leaveUnlessFour(): Code {
  const next = (k: number): Code => [...get(mark), ...loadInteger(4 * k), ...tee(ends[k]!)];
  return [
    [...get(count), ...integer(4), ...op("i32.lt_u"), ...branchIf(1)],
    [...get(mark), ...integer(16), ...op("i32.add"), ...get(marksEnd), ...op("i32.gt_u"), ...branchIf(1)],
    [...next(3), ...get(end), ...op("i32.gt_u"), ...branchIf(1)],
    four.slice(0, 3).flatMap((k) => [...get(mark), ...loadInteger(4 * k), ...set(ends[k]!)]),
  ].flat();
}

/** The digits of a field, the last one in the last lane; a sign is no part of them. */
function findDigits(k: number): Code {
  // The first one begins where reading is, another one byte behind the comma before.
  const [before, further] = k === 0 ? [at, 0] : [ends[k - 1]!, 1];
  const gather = (local: number): Code =>
    k === 0 ? set(local) : [...get(local), ...op("i32.or"), ...set(local)];
  return [
    [...get(before), ...loadByte(16 + further), ...loadByte(kernelLayout.signs), ...set(locals.sign)],
    [
      ...get(ends[k]!),
      ...get(before),
      ...op("i32.sub"),
      ...get(locals.sign),
      ...op("i32.sub"),
      ...tee(locals.length),
    ],
    [...integer(1 + further), ...op("i32.sub"), ...gather(lengths)],
    [...get(ends[k]!), ...loadVector(0), ...get(fixed.zero), ...op("i8x16.sub")],
    [...get(locals.length), ...loadVector(kernelLayout.ramp - further), ...op("v128.and"), ...tee(digits)],
    [
      ...get(fixed.pointLessZero),
      ...op("i8x16.eq", "i8x16.bitmask"),
      ...tee(locals.odd),
      ...gather(pointBits),
    ],
  ].flat();
}

/** Closes over the first point, and asks what a code says of it. */
function closePoint(k: number): Code {
  const { odd, point, sign } = locals;
  return [
    [...get(digits), ...get(odd), ...integer(0x10000), ...op("i32.or", "i32.ctz"), ...tee(point)],
    [...integer(4), ...op("i32.shl"), ...loadVector(kernelLayout.shuffles), ...op("i8x16.swizzle")],
    [...set(fields[k]!), ...get(point), ...integer(1), ...op("i32.shl"), ...get(sign), ...op("i32.add")],
    [...loadByte(kernelLayout.scales), ...set(scales[k]!)],
  ].flat();
}

/** Leaves where a field is empty or long, has a point at its end or more than eight digits, or is no number. */
function leaveUnlessPlain(): Code {
  const greater = op("i8x16.max_u");
  return [
    [...get(lengths), ...integer(-16), ...op("i32.and"), ...get(pointBits), ...integer(0x8000)],
    [...op("i32.and", "i32.or"), ...branchIf(1)],
    [...get(fields[0]!), ...get(fields[1]!), ...greater, ...get(fields[2]!), ...get(fields[3]!), ...greater],
    [...greater, ...get(fixed.lastDigits), ...op("i8x16.gt_u", "v128.any_true"), ...branchIf(1)],
  ].flat();
}

/** Eight digits of two fields each, as two whole numbers of four digits for each. */
function multiplyTwo(first: number): Code {
  return [
    [...get(fields[first]!), ...get(fields[first + 1]!), ...secondHalves, ...tee(lanes), ...get(fixed.low)],
    [...op("v128.and"), ...get(fixed.tens), ...op("i16x8.mul"), ...get(lanes), ...integer(8)],
    [...op("i16x8.shr_u", "i16x8.add"), ...get(fixed.hundreds), ...op("i32x4.dot_i16x8_s")],
  ].flat();
}

function storeFour(): Code {
  const store = (k: number): Code =>
    [
      [...get(out), ...get(others), ...lane(k), ...get(scales[k]!), ...op("i32.or", "i32.store")],
      [...get(out), ...get(stride), ...op("i32.add"), ...set(out)],
    ].flat();
  return [
    [...multiplyTwo(0), ...multiplyTwo(2), ...op("i16x8.narrow_i32x4_s"), ...get(fixed.tenThousands)],
    [...op("i32x4.dot_i16x8_s"), ...integer(5), ...op("i32x4.shl"), ...set(others)],
    four.flatMap(store),
  ].flat();
}

/** Reads four fields again and again, up to what is not like most. */
export function readFours(): Code {
  return block(
    loop(
      leaveUnlessFour(),
      four.flatMap((k) => [...findDigits(k), ...closePoint(k)]),
      leaveUnlessPlain(),
      storeFour(),
      [...get(count), ...integer(4), ...op("i32.sub"), ...set(count)],
      [...get(mark), ...integer(16), ...op("i32.add"), ...set(mark)],
      [...get(ends[3]!), ...integer(1), ...op("i32.add"), ...set(at)],
      again,
    ),
  );
}
