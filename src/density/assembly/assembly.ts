/** The generated code of a density as a WebAssembly module over a memory, as plain data that can be sent to a worker. */

import type { FunctionName } from "../../numeric/scalar-functions.ts";

/** A module before its arrays have their places in a memory, which are filled in when it is made to run. */
export interface Assembly {
  /** It imports `memory` and the functions by their names, and exports `evaluate`, which gives the function's value. */
  readonly bytes: Uint8Array;
  /**
   * Where an address belongs, in threes: the place of its five bytes, the number of the array, and how many bytes behind the beginning of that.
   * Arrays are numbered through: data, maps and intermediate values of the emitted function, then constants, position, target.
   */
  readonly addresses: Int32Array;
  /** The place of the six bytes that say what memory it wants. */
  readonly limitsAt: number;
  /** Functions that stay in JavaScript. */
  readonly functions: readonly FunctionName[];
  readonly constants: Float64Array;
  /** How much of a position is read: its first numbers. */
  readonly positionLength: number;
  /** What is written of a target: stretches, as start and end, one after another. */
  readonly stretches: readonly (readonly [start: number, end: number])[];
}

/** An array of the emitted function, by its number there, or one of the assembly's own. */
export type ArrayName =
  | { readonly kind: "data" | "maps" | "work"; readonly index: number }
  | { readonly kind: "constants" | "position" | "target" };

/** The numbers of those behind the arrays of the emitted function. */
export const ownArrays = ["constants", "position", "target"] as const;
