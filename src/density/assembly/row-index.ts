/** Which element of an array is read or written: its address behind the array's beginning, in bytes. */

import { type Code, integer, op } from "../../webassembly/code.ts";
import type { AssemblyWriter } from "./assembly-writer.ts";

/** Bytes of a double, which is this power of two. */
export const doubleSize = 8;
const doubleShift = 3;
/** Bytes of an element's place in a map. */
export const placeSize = 4;

/** The address is the sum of what `code` leaves on the stack and `extra`. */
export interface ElementIndex {
  readonly code: Code;
  readonly extra: number;
  /** Of the element of the loop itself, so that the next row's is behind it: what reads the address of its place in a map. */
  readonly places: Code | null;
}

/** Always the same element. */
export function fixedIndex(element: number): ElementIndex {
  return { code: integer(0), extra: doubleSize * element, places: null };
}

/** Number k of the vector of `width` numbers that the element has. */
export function strided(index: ElementIndex, width: number, k: number): ElementIndex {
  const { code, extra } = index;
  if (width === 1) return index;
  const scaled = [code, integer(width), op("i32.mul")];
  return { code: scaled, extra: extra * width + doubleSize * k, places: null };
}

/** Leaves the address, behind an array's beginning, of the element that a map sends `index` to. */
export function mapped(writer: AssemblyWriter, map: number, { code, extra, places }: ElementIndex): Code {
  const at = places ?? [code, integer(1), op("i32.shr_u")];
  const extraPlaces = extra / (doubleSize / placeSize);
  const element = writer.access("i32.load", { kind: "maps", index: map }, extraPlaces);
  return [at, element, integer(doubleShift), op("i32.shl")];
}
