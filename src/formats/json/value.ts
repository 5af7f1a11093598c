/** JSON as formats of draws use it: objects, and arrays of numbers or of strings, however nested, flat in memory. */

/** What a text says. */
export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;

/** Members in their order. */
export type JsonObject = ReadonlyMap<string, JsonValue>;

/** An array of arrays is one of several dimensions. */
export interface JsonArray {
  /** Of each dimension its size, outermost first; of one that is ragged, that of the first. */
  readonly shape: readonly number[];
  /** Whether all arrays of a dimension are of one size, and all leaves equally deep. */
  readonly isRectangular: boolean;
  /** The leaves, the last index fastest; null where some are strings. `null` is NaN, `true` is 1. */
  readonly numbers: Float64Array | null;
  /** The leaves as strings, where one of them is; else null. */
  readonly strings: readonly string[] | null;
  /** Whether objects stood in it, which are passed over. */
  readonly hasObjects: boolean;
  /** Whether the text went on to its end. */
  readonly isWhole: boolean;
}

/** Whether a value is an array. */
export function isArray(value: JsonValue | undefined): value is JsonArray {
  return typeof value === "object" && value !== null && "shape" in value;
}

/** Whether a value is an object. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map;
}

/** The strings of an array of them; those of numbers as they are written; empty for anything else. */
export function textsOf(value: JsonValue | undefined): readonly string[] {
  if (!isArray(value)) return [];
  return value.strings ?? Array.from(value.numbers!, String);
}

/** The numbers of an array, or null. */
export function numbersOf(value: JsonValue | undefined): Float64Array | null {
  return isArray(value) ? value.numbers : null;
}
