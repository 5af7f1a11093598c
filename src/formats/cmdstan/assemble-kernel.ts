/**
 * Machine-independent code (WebAssembly) that reads rows of numbers, sixteen bytes at a time. It is made into bytes when it is first asked
 * for. Here is what passes commas; `assemble-codes.ts` and `assemble-numbers.ts` have what reads numbers.
 */

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
} from "../../webassembly/code.ts";
import { assembleModule, functionType, valueType } from "../../webassembly/module.ts";
import { assembleCodesFunction } from "./assemble-codes.ts";
import { assembleNumbersFunction } from "./assemble-numbers.ts";
import { loadFixed } from "./fixed-vectors.ts";
import { kernelLayout } from "./kernel-layout.ts";

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
  const { i32 } = valueType;
  const module = assembleModule({
    types: [functionType([i32, i32, i32, i32, i32], [i32]), functionType([i32, i32, i32], [i32])],
    pages: 1,
    functions: [
      { type: 0, name: "readNumbers", body: assembleNumbersFunction() },
      { type: 1, name: "skipFields", body: skipFunction() },
      { type: 0, name: "readCodes", body: assembleCodesFunction() },
    ],
  });
  return Uint8Array.from(module);
}
