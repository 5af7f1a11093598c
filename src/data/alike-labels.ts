/**
 * Labels of one column that differ only in case, in spaces, or in how a number is written (`1`, `1.0`, `01`; `T1`, `T01`):
 * most often one level that was typed in two ways.
 */

import { isNumberText } from "./cell.ts";
import type { FactorColumn } from "./table.ts";

export interface AlikeLabels {
  /** Two or more, in the order of the levels, with their numbers of rows. */
  readonly labels: readonly { readonly label: string; readonly rows: number }[];
  /** `case`, `spaces`, `the format of a number`, or several of them. */
  readonly difference: string;
  /** How many more labels have others like them. */
  readonly others: number;
}

/** Numbers with more digits than this cannot be compared as numbers. */
const mostDigits = 15;

/** The first labels that are alike, or null. */
export function findAlikeLabels({ levels, codes }: FactorColumn): AlikeLabels | null {
  // Whole numbers as they are mostly written are like no other such label.
  if (levels.every(isPlainWhole)) return null;
  const firsts = new Map<string, number>();
  /** Of labels that are like an earlier one, by the code of the first. */
  const classes = new Map<number, number[]>();
  levels.forEach((label, code) => {
    const key = withoutNumberFormat(withoutSpaces(label.toLowerCase()));
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, code);
    else classes.set(first, [...(classes.get(first) ?? [first]), code]);
  });
  const [first, ...more] = [...classes].sort(([a], [b]) => a - b).map(([, alike]) => alike);
  if (first === undefined) return null;
  const rows = new Int32Array(levels.length);
  for (const code of codes) if (code >= 0) rows[code]!++;
  return {
    labels: first.map((code) => ({ label: levels[code]!, rows: rows[code]! })),
    difference: differenceOf(first.map((code) => levels[code]!)),
    others: more.reduce((sum, alike) => sum + alike.length, 0),
  };
}

function isPlainWhole(label: string): boolean {
  return label.length <= mostDigits && /^(?:0|[1-9][0-9]*)$/.test(label);
}

function withoutSpaces(label: string): string {
  return label.replace(/\s+/gu, "");
}

function withoutNumberFormat(label: string): string {
  if (!isNumberText(label))
    return label.replace(/0+(?=\d)/g, (zeros, at: number) => (isDigit(label[at - 1]) ? zeros : ""));
  return label.length > mostDigits ? label : String(Number(label) + 0);
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /\d/.test(character);
}

/** The one thing that makes them alike, or all three. */
function differenceOf(labels: readonly string[]): string {
  const isSame = (fold: (label: string) => string): boolean => new Set(labels.map(fold)).size === 1;
  if (isSame((label) => label.toLowerCase())) return "case";
  if (isSame(withoutSpaces)) return "spaces";
  if (isSame(withoutNumberFormat)) return "the format of a number";
  return "case, spaces or the format of a number";
}
