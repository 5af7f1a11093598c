/**
 * Machine-independent code (WebAssembly) that reads rows of numbers, sixteen bytes at a time. It is made into bytes when it is first asked
 * for. Here is what passes commas; `assemble-codes.ts` and `assemble-numbers.ts` have what reads numbers.
 */

import { assembleCodesFunction } from "./assemble-codes.ts";
import { assembleNumbersFunction } from "./assemble-numbers.ts";
import { loadFixed } from "./fixed-vectors.ts";
import { kernelLayout } from "./kernel-layout.ts";
import {
  again,
  block,
  branchIf,
  type Code,
  functionBody,
  get,
  integer,
  loadByte,
  loadVector,
  loop,
  op,
  set,
  tee,
  unsigned,
} from "./wasm-code.ts";

/** The arguments of `skipFields`, and its local variables. */
const [at, end, count, commas, found, commaVector] = [0, 1, 2, 3, 4, 5] as const;
const comma = 44;

/** Commas of sixteen bytes at once, as long as there are as many bytes and not enough commas. */
function passSixteen(): Code {
  return [
    [...get(end), ...get(at), ...integer(16), ...op("i32.add", "i32.lt_u"), ...branchIf(1)],
    [...get(at), ...loadVector(0), ...get(commaVector), ...op("i8x16.eq", "i8x16.bitmask")],
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
    [...get(count), ...get(at), ...loadByte(0), ...integer(comma), ...op("i32.eq", "i32.sub")],
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
    [
      [2, 0x7f],
      [1, 0x7b],
    ],
    loadFixed({ comma: commaVector }),
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
    ...section(
      1,
      [functionType, 5, i32, i32, i32, i32, i32, 1, i32],
      [functionType, 3, i32, i32, i32, 1, i32],
    ),
    ...section(3, [0], [1], [0]),
    ...section(5, [0, 1]),
    ...section(
      7,
      [...name("memory"), 2, 0],
      [...name("readNumbers"), 0, 0],
      [...name("skipFields"), 0, 1],
      [...name("readCodes"), 0, 2],
    ),
    ...section(10, assembleNumbersFunction(), skipFunction(), assembleCodesFunction()),
  ]);
}
