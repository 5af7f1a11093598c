/**
 * Where the commas of about a kilobyte are: one bit for each byte of 64, then one address for each bit. Source: Langdale & Lemire (2019), "Parsing
 * gigabytes of JSON per second", section 3.1: eight addresses are put down at once, however many there are, since a loop whose count cannot be foretold
 * costs more than what is put down in vain.
 */

import {
  branchIf,
  type Code,
  get,
  ifSo,
  integer,
  loadVector,
  longInteger,
  loop,
  op,
  set,
  storeInteger,
  tee,
} from "../../webassembly/code.ts";
import { fixed, locals } from "./codes-locals.ts";
import { kernelLayout } from "./kernel-layout.ts";

const { at, end, base, stop, place, commas } = locals;
/** Bytes whose commas are found before the numbers between them are read: their marks stay in the nearest cache. */
const bytesAtOnce = 1024;
const putAtOnce = 8;

/** One bit for each comma of the 64 bytes from `base` on. */
function findCommas(): Code {
  const sixteen = (offset: number): Code =>
    [
      [...get(base), ...loadVector(16 + offset), ...get(fixed.comma), ...op("i8x16.eq", "i8x16.bitmask")],
      [...op("i64.extend_i32_u"), ...longInteger(offset), ...op("i64.shl")],
    ].flat();
  return [
    ...[...sixteen(0), ...sixteen(16), ...op("i64.or"), ...sixteen(32), ...op("i64.or")],
    ...[...sixteen(48), ...op("i64.or"), ...tee(commas)],
  ];
}

/** Puts down the address of the first comma that is left. */
function putMark(offset: number): Code {
  return [
    [...get(stop), ...get(base), ...get(commas), ...op("i64.ctz", "i32.wrap_i64", "i32.add")],
    [...storeInteger(offset), ...get(commas), ...get(commas), ...longInteger(1)],
    [...op("i64.sub", "i64.and"), ...set(commas)],
  ].flat();
}

/** From `at` on, up to the end of the row or further: marks from the first place up to `place`. */
export function markCommas(): Code {
  const next = (local: number, by: number): Code => [...get(local), ...integer(by), ...op("i32.add")];
  const isLeft: Code = [...get(commas), ...op("i64.eqz", "i32.eqz")];
  return [
    [...integer(kernelLayout.marks), ...set(place), ...get(at), ...set(base)],
    loop(
      [...get(place), ...set(stop), ...findCommas(), ...op("i64.popcnt", "i32.wrap_i64")],
      [...integer(2), ...op("i32.shl"), ...get(place), ...op("i32.add"), ...set(place)],
      Array.from({ length: putAtOnce }, (_, k) => putMark(4 * k)).flat(),
      isLeft,
      ifSo(
        [...next(stop, 4 * putAtOnce), ...set(stop)],
        loop(putMark(0), next(stop, 4), set(stop), isLeft, branchIf(0)),
      ),
      [...next(base, 64), ...tee(base), ...get(end), ...op("i32.le_u")],
      [...get(base), ...next(at, bytesAtOnce), ...op("i32.le_u", "i32.and"), ...branchIf(0)],
    ),
  ].flat();
}
