/** Lists in words: parts between commas, and numbers by name. */

import { composed } from "./composed.ts";

/** `NAME = NUMBER, NAME = NUMBER`, whole or not; null if it is none, or names something twice. */
export function readNumbers(text: string): ReadonlyMap<string, number> | null {
  const numbers = new Map<string, number>();
  for (const part of splitAtCommas(composed(text))) {
    // A label in a name may have the sign in it.
    const match = /^(.+?)\s*=\s*([^\s=\]]+)$/u.exec(part);
    const value = Number(match?.[2] ?? Number.NaN);
    if (match === null || !Number.isFinite(value) || numbers.has(match[1]!)) return null;
    numbers.set(match[1]!, value);
  }
  return numbers;
}

/** `NAME = NUMBER, NAME = [NUMBER, …]`; null if it is none, or names something twice. */
export function readNumberLists(text: string): ReadonlyMap<string, number | readonly number[]> | null {
  const values = new Map<string, number | readonly number[]>();
  for (const part of splitAtCommas(composed(text))) {
    const match = /^(.+?)\s*=\s*(\[([^=]*)\]|[^\s=\]]+)$/su.exec(part);
    const numbers = (match?.[3]?.split(",") ?? [match?.[2] ?? ""]).map((one) =>
      one.trim() === "" ? Number.NaN : Number(one),
    );
    if (match === null || !numbers.every(Number.isFinite) || values.has(match[1]!)) return null;
    values.set(match[1]!, match[3] === undefined ? numbers[0]! : numbers);
  }
  return values.size === 0 ? null : values;
}

/** At commas that stand in no brackets and no quotes. */
export function splitAtCommas(text: string): string[] {
  const parts = text.match(/(?:"[^"]*"|\[[^\]]*\]|[^,[\]"])*(?:,|$)/gu) ?? [];
  const trimmed = parts.map((part) => part.replace(/,$/, "").trim());
  // After the last value the pattern finds the end once more.
  return text.trimEnd().endsWith(",") ? trimmed : trimmed.slice(0, trimmed.at(-1) === "" ? -1 : undefined);
}
