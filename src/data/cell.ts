/**
 * What one cell of a table says: a number, nothing, or something that is not a number, and then why.
 *
 * Text is read strictly: a number is digits with an optional sign, decimal point and exponent, and nothing else.
 * `Number` then gives the nearest double. A cell counts as missing if, without the blanks around it, it is empty,
 * `NA`, `NaN`, `null` or `.`; in a factor too.
 */

/** Why a cell is not the number that it should be. */
export type NumberFault =
  | "text"
  | "comma"
  | "infinite"
  | "overflow"
  | "underflow"
  | "fraction"
  | "inexact"
  | "stringForNumber"
  | "wrongType";

/** The texts that stand for a missing value, in the order in which messages list them. */
export const missingTexts: readonly string[] = ["", "NA", "NaN", "null", "."];

const missing: ReadonlySet<string> = new Set(missingTexts);
const numberPattern = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const commaPattern = /^[+-]?[0-9]*(?:,[0-9]+)+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?$/;
/** Thousands apart by points or blanks, all of one kind, and a decimal comma: it can be read in one way only. */
const groupedPattern = /^[+-]?[0-9]{1,3}([. \u00a0\u202f])[0-9]{3}(?:\1[0-9]{3})*,[0-9]+$/;
const infinityPattern = /^[+-]?inf(?:inity)?$/i;
const zeroPattern = /^[^1-9eE]*(?:[eE].*)?$/;

/** `text` without blanks around it. */
export function isMissingText(text: string): boolean {
  return missing.has(text);
}

/** Whether a text is a number in the sense of this file. */
export function isNumberText(text: string): boolean {
  return numberPattern.test(text);
}

/** `1234.5` of `1.234,5` and of `1 234,5`; null for any other text. */
export function withoutThousands(text: string): string | null {
  return groupedPattern.test(text) ? text.replace(/[. \u00a0\u202f]/g, "").replace(",", ".") : null;
}

/** The number in a trimmed text, NaN where it is missing, or the fault. `int` admits `3`, `3.0` and `3e2`. */
export function parseNumber(text: string, type: "real" | "int"): number | NumberFault {
  if (missing.has(text)) return Number.NaN;
  if (!numberPattern.test(text)) {
    if (infinityPattern.test(text)) return "infinite";
    return commaPattern.test(text) ? "comma" : "text";
  }
  const value = Number(text);
  if (!Number.isFinite(value)) return "overflow";
  if (value === 0 && !zeroPattern.test(text)) return "underflow";
  return type === "int" ? requireWhole(value) : value;
}

/** A number from memory: null, undefined and NaN are missing, booleans are 0 and 1. */
export function numberFromValue(value: unknown, type: "real" | "int"): number | NumberFault {
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string") return "stringForNumber";
  if (typeof value !== "number") return "wrongType";
  if (Number.isNaN(value)) return value;
  if (!Number.isFinite(value)) return "infinite";
  return type === "int" ? requireWhole(value) : value;
}

/** A label from memory: null where it is missing, undefined where the value cannot be a label. */
export function labelFromValue(value: unknown): string | null | undefined {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "string") return value;
  if (typeof value === "number") return Number.isNaN(value) ? null : String(value);
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  return undefined;
}

function requireWhole(value: number): number | NumberFault {
  if (!Number.isInteger(value)) return "fraction";
  return Number.isSafeInteger(value) ? value : "inexact";
}
